package io.plimsoll.benchmarks.memory.bytes;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import java.util.Arrays;
import org.openjdk.jmh.annotations.TearDown;

/** Ours: a leaf of the tree of pools. */
public class PlimsollBytes extends ByteReservation<MemoryPool[]> {

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
        pool.reserve(RESERVED_BYTES);
        pool.unreserve(RESERVED_BYTES);
    }

    /** Gives the memory back. */
    @TearDown
    public void tearDown() {
        manager.close();
    }
}
