package io.plimsoll.operators.aggregate;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.operators.aggregate.table.GroupLayout;
import io.plimsoll.operators.sort.BinarySorter;
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
record ReaderMemory(MemoryPool pool, MemoryPool pages, int bits) {

    private static final long WAIT_NANOS = 200_000;

    static ReaderMemory open(MemoryPool parent, int index, long maxBytes, int bits)
            throws MemoryReservationException {
        MemoryPool pool = parent.newChild("reader-" + index, 0, maxBytes);
        return new ReaderMemory(pool, pool.newChild("pages", 0, maxBytes), bits);
    }

    /**
     * Starts to aggregate by sorting. Its memory is what the aggregator is guaranteed; another
     * reader may be using it just now.
     */
    SortedGroups sorted(GroupLayout layout, PartitionFiles files) throws IOException {
        long spareBytes = AggregateSizes.besideSortingBytes(files.io(), pool);
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
