package io.plimsoll.operators.aggregate;

import io.plimsoll.operators.aggregate.read.ReaderMemory;
import io.plimsoll.operators.hash.HashBits;
import io.plimsoll.spill.IOManager;

/**
 * How an aggregator divides its memory.
 *
 * @param writers how many writers there may be
 * @param minBytes guaranteed from the start
 * @param maxBytes the most that it takes
 * @param workspaceBytes of that, what is charged at once
 * @param recordBytes of that, the most for groups while there are writers
 * @param readerBytes the most for a partition that is read back, of which there are as many as
 *     writers
 * @param partitionBits the logarithm of the number of partitions
 * @param readerBits the same for what is read back
 * @param localSlots slots of the directory of a writer's small table
 * @param localPages pages of a writer's small table
 * @param maxRecordBytes above this a key with a value is refused
 */
record AggregateSizes(
        int writers,
        long minBytes,
        long maxBytes,
        long workspaceBytes,
        long recordBytes,
        long readerBytes,
        int partitionBits,
        int readerBits,
        long localSlots,
        int localPages,
        long maxRecordBytes) {

    /** So many pages of memory for each partition: a page that is half full wastes little then. */
    private static final int PAGES_PER_PARTITION = 48;

    private static final int MIN_PAGES_PER_WRITER = 24;
    private static final int MAX_PARTITION_BITS = 6;

    /** A writer's small table takes this part of the memory, but no more than stays in a cache. */
    private static final int LOCAL_FRACTION = 16;

    private static final long MAX_LOCAL_BYTES = 4 << 20;
    private static final int MAX_LOCAL_SLOTS = 1 << 16;

    static AggregateSizes of(IOManager io, int pageBytes, int writers, long bytes) {
        long minBytes = minimumBytes(io, pageBytes, writers);
        long maxBytes = Math.max(minBytes, bytes);
        long workspaceBytes = workspaceBytes(pageBytes);
        long recordBytes = maxBytes - workspaceBytes;
        long pages = recordBytes / pageBytes;
        int bits = bits(pages / PAGES_PER_PARTITION / writers);
        long readerBytes = recordBytes / writers;
        long localPages =
                Math.max(
                        2L << bits,
                        Math.min(recordBytes / LOCAL_FRACTION / writers, MAX_LOCAL_BYTES)
                                / pageBytes);
        // eight bytes a slot, in a quarter of the pages
        long slots = Math.min(MAX_LOCAL_SLOTS, Math.max(512, localPages * pageBytes / 4 / 8));
        return new AggregateSizes(
                writers,
                minBytes,
                maxBytes,
                workspaceBytes,
                recordBytes,
                readerBytes,
                bits,
                bits(readerBytes / pageBytes / PAGES_PER_PARTITION),
                Long.highestOneBit(slots),
                (int) localPages,
                Math.min(readerBytes / ReaderMemory.LARGEST_FRACTION, Integer.MAX_VALUE / 2));
    }

    static long minimumBytes(IOManager io, int pageBytes, int writers) {
        long tables = (long) MIN_PAGES_PER_WRITER * writers * pageBytes;
        return workspaceBytes(pageBytes)
                + writers * Math.max(tables, ReaderMemory.minimumBytes(io, pageBytes));
    }

    /** An empty state, and pages for records that are larger than one on their way to disk. */
    private static long workspaceBytes(int pageBytes) {
        return 3L * pageBytes;
    }

    private static int bits(long partitions) {
        long most = Math.min(HashBits.MAX_PARTITIONS, 1L << MAX_PARTITION_BITS);
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.clamp(partitions, 2L, most));
    }
}
