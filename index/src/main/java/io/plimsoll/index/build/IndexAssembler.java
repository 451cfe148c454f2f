package io.plimsoll.index.build;

import io.plimsoll.index.IndexStatistics;
import io.plimsoll.index.collect.TermRecord;
import io.plimsoll.index.format.ByteBuilder;
import io.plimsoll.index.format.FileKind;
import io.plimsoll.index.format.IndexFileWriter;
import io.plimsoll.index.format.Manifest;
import io.plimsoll.index.format.OrderedLong;
import io.plimsoll.index.format.SealedFile;
import io.plimsoll.index.format.document.LengthsWriter;
import io.plimsoll.index.format.postings.PostingsWriter;
import io.plimsoll.index.format.table.SortedTableWriter;
import io.plimsoll.index.read.BuildState;
import io.plimsoll.operators.record.RecordPieces;
import io.plimsoll.operators.sort.SortedRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the files of an index in one pass over its sorted records.
 *
 * <p>Thread rule: one thread.
 */
final class IndexAssembler {

    /** How often a watcher sees the count move, in postings. */
    private static final int PROGRESS_POSTINGS = 1 << 16;

    private final SortedRecords records;
    private final BuildState state;
    private final ByteBuilder record = new ByteBuilder(2 * TermRecord.TARGET_BYTES);
    private final RecordPieces toRecord =
            (address, bytes) -> record.putMemory(address, (int) bytes);
    private final ByteBuilder term = new ByteBuilder(256);
    private final ByteBuilder entry = new ByteBuilder(256);
    private boolean hasRecord;

    private int at;
    private long document = -1;
    private long frequency;
    private long terms;
    private long postings;

    IndexAssembler(SortedRecords records, BuildState state) {
        this.records = records;
        this.state = state;
    }

    /**
     * Writes all files but the manifest.
     *
     * @param documents documents that can be found
     * @param maxTokens the most tokens of a document
     */
    Manifest write(Path folder, long documents, long tokens, long maxTokens) throws IOException {
        next();
        SealedFile lengths = writeLengths(folder, maxTokens);
        SealedFile names = writeNames(folder);
        try (IndexFileWriter termsFile = IndexFileWriter.create(folder, FileKind.TERMS);
                IndexFileWriter postingsFile = IndexFileWriter.create(folder, FileKind.POSTINGS)) {
            SortedTableWriter dictionary = new SortedTableWriter(termsFile);
            PostingsWriter lists = new PostingsWriter(postingsFile);
            while (hasRecord) {
                writeTerm(dictionary, lists);
            }
            return new Manifest(
                    new IndexStatistics(documents, tokens, terms, postings),
                    List.of(dictionary.finish(), lists.finish(), names, lengths));
        }
    }

    private SealedFile writeLengths(Path folder, long maxTokens) throws IOException {
        try (IndexFileWriter file = IndexFileWriter.create(folder, FileKind.LENGTHS)) {
            LengthsWriter lengths = new LengthsWriter(file, maxTokens);
            while (hasRecord && isOfKind(TermRecord.LENGTHS)) {
                long first = readDocument(2);
                if (first != lengths.entries()) {
                    throw new IllegalStateException(
                            "document=" + first + " (expected " + lengths.entries() + ")");
                }
                while (at < record.length()) {
                    lengths.add(readVarint());
                }
                next();
            }
            return lengths.finish();
        }
    }

    private SealedFile writeNames(Path folder) throws IOException {
        try (IndexFileWriter file = IndexFileWriter.create(folder, FileKind.NAMES)) {
            SortedTableWriter names = new SortedTableWriter(file);
            while (hasRecord && isOfKind(TermRecord.NAME)) {
                int keyBytes = OrderedLong.sizeBytes(record.array(), 2);
                byte[] key = Arrays.copyOfRange(record.array(), 2, 2 + keyBytes);
                byte[] name = Arrays.copyOfRange(record.array(), 2 + keyBytes, record.length());
                names.add(key, keyBytes, name, name.length);
                next();
            }
            return names.finish();
        }
    }

    private boolean isOfKind(byte kind) {
        return record.array()[0] == TermRecord.ZERO && record.array()[1] == kind;
    }

    /** Writes the term of the current record, with the records that follow of the same term. */
    private void writeTerm(SortedTableWriter dictionary, PostingsWriter lists) throws IOException {
        int termBytes = 0;
        while (record.array()[termBytes] != TermRecord.ZERO) {
            termBytes++;
        }
        term.clear();
        term.putBytes(record.array(), 0, termBytes + 1);
        document = -1;
        do {
            readPostings(termBytes + 1, lists);
            next();
        } while (hasRecord && isOfTerm());
        addPosting(lists);
        entry.clear();
        lists.finishList(entry);
        dictionary.add(term.array(), termBytes, entry.array(), entry.length());
        terms++;
    }

    private boolean isOfTerm() {
        int bytes = term.length();
        return record.length() > bytes
                && Arrays.equals(record.array(), 0, bytes, term.array(), 0, bytes);
    }

    private void readPostings(int from, PostingsWriter lists) throws IOException {
        long current = readDocument(from);
        boolean several = record.array()[at++] == TermRecord.SEVERAL;
        count(current, readVarint(), lists);
        while (several && at < record.length()) {
            long head = readVarint();
            current += head >>> 1;
            count(current, (head & 1) == 1 ? 1 : readVarint(), lists);
        }
    }

    /** Counts occurrences; those in one document may come in parts, one after the other. */
    private void count(long inDocument, long occurrences, PostingsWriter lists) throws IOException {
        if (inDocument != document) {
            addPosting(lists);
            document = inDocument;
            frequency = 0;
        }
        frequency += occurrences;
    }

    private void addPosting(PostingsWriter lists) throws IOException {
        if (document >= 0) {
            lists.add(document, frequency);
            postings++;
            if (postings % PROGRESS_POSTINGS == 0) {
                state.postingsMerged = postings;
                state.checkCancelled();
            }
        }
    }

    private void next() throws IOException {
        hasRecord = records.next();
        if (hasRecord) {
            record.clear();
            records.forEachPiece(toRecord);
        }
    }

    private long readDocument(int from) {
        at = from + OrderedLong.sizeBytes(record.array(), from);
        return OrderedLong.get(record.array(), from);
    }

    private long readVarint() {
        byte[] bytes = record.array();
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
