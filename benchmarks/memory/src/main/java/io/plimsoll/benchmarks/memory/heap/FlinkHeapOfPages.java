package io.plimsoll.benchmarks.memory.heap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.runtime.memory.MemoryManager;

/** Flink's. */
public class FlinkHeapOfPages extends HeapOfPages {

    private final List<MemoryManager> managers = new ArrayList<>();

    @Override
    void leaseInto(Object[] target) throws Exception {
        MemoryManager manager = MemoryManager.create((long) target.length * PAGE_BYTES, PAGE_BYTES);
        managers.add(manager);
        Collection<MemorySegment> pages = manager.allocatePages(this, target.length);
        int next = 0;
        for (MemorySegment page : pages) {
            target[next++] = page;
        }
    }

    @Override
    public void tearDown() {
        managers.forEach(manager -> {
            manager.releaseAll(this);
            manager.shutdown();
        });
    }
}
