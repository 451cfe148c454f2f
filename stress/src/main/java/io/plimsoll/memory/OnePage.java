package io.plimsoll.memory;

import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.region.SharedMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.PageLeases;

/** A pool of one page, and what cases do with it. */
public abstract class OnePage {

    static final int PAGE = 4096;

    final MemoryManager manager = manager();
    final MemoryPool pool;

    /** Opens the pool. */
    protected OnePage() {
        try {
            pool = manager.rootPool().newChild("one page", 0, PAGE);
        } catch (MemoryReservationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static MemoryManager manager() {
        return MemoryManager.builder()
                .memorySizeBytes(PAGE)
                .pageSizeBytes(PAGE)
                .leakDetection(LeakDetection.DISABLED)
                .onLeak(_ -> {})
                .regions(new SharedMemory())
                .build();
    }

    /** What the pool leases, for cases in the room of segments. */
    protected final PageLeases leases() {
        return pool.pages();
    }

    /** Leases the page. */
    protected final MemorySegment lease() {
        MemorySegment page = pool.tryAllocatePage();
        if (page == null) {
            throw new IllegalStateException("no page (expected one for each state)");
        }
        return page;
    }

    /** Ends the pool and says whether all came back. */
    final String end() {
        long used = pool.usedBytes();
        pool.close();
        manager.verify();
        return used == 0 ? "all back" : "used=" + used;
    }

    static String release(MemoryPool pool, MemorySegment page) {
        try {
            pool.release(page);
            return "released";
        } catch (IllegalStateException refused) {
            return "refused";
        }
    }
}
