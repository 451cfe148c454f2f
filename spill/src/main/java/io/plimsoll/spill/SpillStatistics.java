package io.plimsoll.spill;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
 * @param rereads extents or headers that could be read, or were whole, at the second attempt only,
 *     or not even then
 * @param quotaBytes the most bytes of all files together; {@link Long#MAX_VALUE} if unbounded
 * @param directories the figures of each directory, in the order in which they were named
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
        long readerWaitNanos,
        long rereads,
        long quotaBytes,
        List<DirectoryFigures> directories) {

    /** Copies the list. */
    public SpillStatistics {
        directories = List.copyOf(directories);
    }

    /**
     * One directory's figures.
     *
     * @param path as it was named
     * @param quotaBytes the most bytes of its files; {@link Long#MAX_VALUE} if unbounded
     * @param usedBytes the bytes of its files
     * @param freeBytes what the disk has left beyond what is to stay free; negative if unknown
     * @param bytesWritten bytes written so far
     * @param writeNanos time that took, packing and checksums aside
     * @param bytesRead bytes read so far
     * @param readNanos time that took, checksums included
     * @param failures how often it failed, want of room aside
     * @param failing whether the last thing done in it failed; it is tried again later
     * @param lastFailure the last failure
     */
    public record DirectoryFigures(
            Path path,
            long quotaBytes,
            long usedBytes,
            long freeBytes,
            long bytesWritten,
            long writeNanos,
            long bytesRead,
            long readNanos,
            long failures,
            boolean failing,
            Optional<String> lastFailure) {

        /** The part of the quota, or of the disk, that is used: 0 to 1; 0 if unknown. */
        public double fill() {
            long left = Math.min(quotaBytes - usedBytes, freeBytes < 0 ? 0 : freeBytes);
            boolean bounded = quotaBytes != Long.MAX_VALUE || freeBytes >= 0;
            return bounded && usedBytes > 0 ? (double) usedBytes / (usedBytes + left) : 0;
        }

        /** Bytes written in a second of writing; 0 before anything was. */
        public double writeBytesPerSecond() {
            return perSecond(bytesWritten, writeNanos);
        }

        /** Bytes read in a second of reading; 0 before anything was. */
        public double readBytesPerSecond() {
            return perSecond(bytesRead, readNanos);
        }

        private static double perSecond(long bytes, long nanos) {
            return nanos == 0 ? 0 : bytes * 1e9 / nanos;
        }
    }
}
