package io.plimsoll.benchmarks.memory.pages;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import org.openjdk.jmh.annotations.TearDown;

/** Ours: a leaf of the tree of pools. */
public class PlimsollPages extends PageLease<MemoryPool[]> {

    private final MemoryManager manager = MemoryManager.create(MEMORY_BYTES, PAGE_BYTES);

    @Override
    MemoryPool[] pools(int threads, boolean distinct) throws Exception {
        MemoryPool[] pools = new MemoryPool[threads];
        Arrays.fill(pools, manager.rootPool().newChild("shared", 0, MEMORY_BYTES));
        if (distinct) {
            for (int i = 0; i < threads; i++) {
                pools[i] = manager.rootPool().newChild("own", 0, MEMORY_BYTES);
            }
        }
        return pools;
    }

    @Override
    void pair(MemoryPool[] pools, int thread) throws Exception {
        MemoryPool pool = pools[thread];
        MemorySegment page = Objects.requireNonNull(pool.tryAllocatePage());
        page.putLong(0, thread);
        pool.release(page);
    }

    /** Gives the memory back. */
    @TearDown
    public void tearDown() {
        manager.close();
    }
}
