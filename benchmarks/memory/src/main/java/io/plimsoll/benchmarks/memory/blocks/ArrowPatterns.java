package io.plimsoll.benchmarks.memory.blocks;

import io.plimsoll.benchmarks.memory.blocks.pattern.Slots;
import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.RootAllocator;

/**
 * Arrow's allocators; what they have reserved is what they say, not what the allocator below them
 * holds.
 */
public abstract class ArrowPatterns extends BlockPatterns {

    private final RootAllocator root;

    ArrowPatterns(Memory memory) {
        // The factories can't be initialized before the allocators: so this comes first.
        var config = RootAllocator.configBuilder();
        root = new RootAllocator(config.allocationManagerFactory(memory.factory()).build());
    }

    /** Where the memory comes from. */
    interface Memory {
        AllocationManager.Factory factory();
    }

    @Override
    Slots slots(int count) {
        return new ArrowBlocks(root, count);
    }

    @Override
    long reservedBytes() {
        return root.getAllocatedMemory();
    }

    @Override
    void close() {}
}
