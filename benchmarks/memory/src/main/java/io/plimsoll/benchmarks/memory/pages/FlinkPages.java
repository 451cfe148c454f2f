package io.plimsoll.benchmarks.memory.pages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.runtime.memory.MemoryManager;

/** Flink's memory manager, which accounts to owners: any object. */
public class FlinkPages extends PageLease<Object[]> {

    private final MemoryManager manager = MemoryManager.create(MEMORY_BYTES, PAGE_BYTES);

    /**
     * Of each thread, to take pages into: a new one each time would be garbage of ours, not of
     * Flink's.
     */
    private List<List<MemorySegment>> lists = List.of();

    @Override
    Object[] pools(int threads, boolean distinct) {
        Object[] owners = new Object[threads];
        Arrays.fill(owners, new Object());
        if (distinct) {
            Arrays.setAll(owners, _ -> new Object());
        }
        lists = Arrays.stream(owners).<List<MemorySegment>>map(_ -> new ArrayList<>(1)).toList();
        return owners;
    }

    @Override
    void pair(Object[] owners, int thread) throws Exception {
        List<MemorySegment> pages = lists.get(thread);
        manager.allocatePages(owners[thread], pages, 1);
        MemorySegment page = pages.removeLast();
        page.putLong(0, thread);
        manager.release(page);
    }
}
