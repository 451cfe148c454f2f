package io.plimsoll.spill;

/**
 * What an {@link IOManager} has done since it was built. Each figure is exact; together they are no
 * snapshot of one instant.
 *
 * @param rawBytesWritten used bytes of pages written
 * @param bytesWritten bytes written to disk, headers included, after compression
 * @param bytesRead bytes read from disk
 * @param extentsWritten extents written
 * @param compressedExtents how many of them are compressed
 * @param extentsRead extents read
 * @param runs runs finished
 * @param filesCreated files created
 * @param filesLive files that exist now
 * @param liveBytes their bytes
 * @param openDescriptors file descriptors open now
 * @param failovers extents that went to another directory because their first one failed
 * @param writeNanos time that I/O threads spent writing, checksums and compression included
 * @param readNanos time that I/O threads spent reading, checksums and decompression included
 * @param writerWaitNanos time that writers' threads waited for I/O
 * @param readerWaitNanos time that readers' threads waited for I/O
 */
public record SpillStatistics(
        long rawBytesWritten,
        long bytesWritten,
        long bytesRead,
        long extentsWritten,
        long compressedExtents,
        long extentsRead,
        long runs,
        long filesCreated,
        long filesLive,
        long liveBytes,
        int openDescriptors,
        long failovers,
        long writeNanos,
        long readNanos,
        long writerWaitNanos,
        long readerWaitNanos) {}
