package io.plimsoll.benchmarks.memory.bytes;

import java.util.Arrays;
import org.apache.flink.runtime.memory.MemoryManager;

/** Flink's memory manager, which accounts to owners: any object. */
public class FlinkBytes extends ByteReservation<Object[]> {

    private final MemoryManager manager = MemoryManager.create(MEMORY_BYTES, PAGE_BYTES);

    @Override
    Object[] pools(int threads, boolean distinct) {
        Object[] owners = new Object[threads];
        Arrays.fill(owners, new Object());
        if (distinct) {
            Arrays.setAll(owners, _ -> new Object());
        }
        return owners;
    }

    @Override
    void pair(Object[] owners, int thread) throws Exception {
        manager.reserveMemory(owners[thread], RESERVED_BYTES);
        manager.releaseMemory(owners[thread], RESERVED_BYTES);
    }
}
