package io.plimsoll.memory.allocator;

import io.plimsoll.memory.allocator.run.PageRuns;

/** The buddy allocator against a set of intervals. */
class BuddyAllocatorModelTest extends BlockAllocatorModel {

    @Override
    BlockAllocator create(PageRuns runs, AllocatorOptions options) {
        return new BuddyAllocator(runs, options);
    }
}
