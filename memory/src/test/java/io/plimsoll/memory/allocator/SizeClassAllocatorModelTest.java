package io.plimsoll.memory.allocator;

import io.plimsoll.memory.allocator.run.PageRuns;

/** The size-class allocator against a set of intervals. */
class SizeClassAllocatorModelTest extends BlockAllocatorModel {

    @Override
    BlockAllocator create(PageRuns runs, AllocatorOptions options) {
        return new SizeClassAllocator(runs, options, 2);
    }
}
