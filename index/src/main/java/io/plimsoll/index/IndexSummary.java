package io.plimsoll.index;

/**
 * What a finished build did.
 *
 * @param statistics the size of the index
 * @param inputFiles files read; a zip file counts once
 * @param inputBytes bytes of those files, as stored
 * @param contentBytes bytes of documents after decompression
 * @param binaryDocuments documents skipped because their beginning holds a NUL byte
 * @param skippedFiles things met in folders that are no readable content: sockets, pipes, devices
 *     and links that lead nowhere or to folders
 * @param oversizedTerms occurrences of terms longer than the longest that is kept in full
 * @param indexBytes bytes of the finished index on disk
 */
public record IndexSummary(
        IndexStatistics statistics,
        long inputFiles,
        long inputBytes,
        long contentBytes,
        long binaryDocuments,
        long skippedFiles,
        long oversizedTerms,
        long indexBytes) {}
