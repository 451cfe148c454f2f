package io.plimsoll.benchmarks.memory.heap;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Ours. */
public class PlimsollHeapOfPages extends HeapOfPages {

    private final List<MemoryManager> managers = new ArrayList<>();

    @Override
    void leaseInto(Object[] target) {
        MemoryManager manager =
                MemoryManager.builder()
                        .memorySizeBytes((long) target.length * PAGE_BYTES)
                        .pageSizeBytes(PAGE_BYTES)
                        .onLeak(_ -> {})
                        .build();
        managers.add(manager);
        MemoryPool pool = manager.rootPool();
        for (int i = 0; i < target.length; i++) {
            target[i] = Objects.requireNonNull(pool.tryAllocatePage());
        }
    }

    @Override
    public void tearDown() {
        managers.forEach(MemoryManager::close);
    }
}
