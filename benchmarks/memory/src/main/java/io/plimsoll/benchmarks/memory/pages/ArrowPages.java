package io.plimsoll.benchmarks.memory.pages;

import java.util.Arrays;
import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** Arrow's tree of allocators; its checks as they are by default, its debugging off. */
public abstract class ArrowPages extends PageLease<BufferAllocator[]> {

    @Override
    BufferAllocator[] pools(int threads, boolean distinct) {
        // The factories can't be initialized before the allocators: so this comes first.
        var config = RootAllocator.configBuilder();
        RootAllocator root = new RootAllocator(config.allocationManagerFactory(memory()).build());
        BufferAllocator[] pools = new BufferAllocator[threads];
        Arrays.fill(pools, root.newChildAllocator("shared", 0, MEMORY_BYTES));
        if (distinct) {
            Arrays.setAll(pools, _ -> root.newChildAllocator("own", 0, MEMORY_BYTES));
        }
        return pools;
    }

    /** Where the memory comes from. */
    abstract AllocationManager.Factory memory();

    @Override
    void pair(BufferAllocator[] pools, int thread) {
        ArrowBuf page = pools[thread].buffer(PAGE_BYTES);
        page.setLong(0, thread);
        page.close();
    }
}
