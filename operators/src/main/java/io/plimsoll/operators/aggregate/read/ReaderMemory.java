package io.plimsoll.operators.aggregate.read;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.operators.aggregate.partition.PartitionFiles;
import io.plimsoll.operators.aggregate.table.GroupLayout;
import io.plimsoll.operators.sort.BinarySorter;
import io.plimsoll.spill.IOManager;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * The memory with which one partition at a time is read back.
 *
 * <p>Any thread, but one at a time.
 *
 * @param pool all of it
 * @param pages the part for tables and readers, which may be as large
 * @param bits the logarithm of how many parts a partition is divided into
 */
public record ReaderMemory(MemoryPool pool, MemoryPool pages, int bits) {

    /** The largest record has this part of a reader's memory. */
    public static final int LARGEST_FRACTION = 16;

    /** While records are sorted, so many of the largest are in memory beside. */
    private static final int LARGEST_BESIDE = 4;

    private static final long WAIT_NANOS = 200_000;

    /** The smallest memory, in bytes, with which a partition can be read back. */
    public static long minimumBytes(IOManager io, int pageBytes) {
        long least = BinarySorter.minimumBytes(io, pageBytes, 1) + pagesBeside(io) * pageBytes;
        // what is left of it beside the largest records has to do
        return least / (LARGEST_FRACTION - LARGEST_BESIDE) * LARGEST_FRACTION + pageBytes;
    }

    /** What sorting doesn't get. */
    private static long besideSortingBytes(IOManager io, MemoryPool pool) {
        return pagesBeside(io) * pool.pageSizeBytes()
                + pool.maxBytes() / LARGEST_FRACTION * LARGEST_BESIDE;
    }

    /** One group, and what is read ahead of a run. */
    private static long pagesBeside(IOManager io) {
        return SortedGroups.CURSOR_PAGES + 2L * io.extentPages() + 1;
    }

    public static ReaderMemory open(MemoryPool parent, int index, long maxBytes, int bits)
            throws MemoryReservationException {
        MemoryPool pool = parent.newChild("reader-" + index, 0, maxBytes);
        return new ReaderMemory(pool, pool.newChild("pages", 0, maxBytes), bits);
    }

    /**
     * Starts to aggregate by sorting. Its memory is what the aggregator is guaranteed; another
     * reader may be using it just now.
     */
    public SortedGroups sorted(GroupLayout layout, PartitionFiles files) throws IOException {
        long spareBytes = besideSortingBytes(files.io(), pool);
        while (true) {
            files.control().checkCancelled();
            try {
                BinarySorter sorter =
                        SortedGroups.sorterOptions()
                                .maxBytes(pool.maxBytes() - spareBytes)
                                .open(pool, files.io());
                return new SortedGroups(layout, pages, files, sorter);
            } catch (MemoryReservationException e) {
                LockSupport.parkNanos(WAIT_NANOS);
            }
        }
    }
}
