package io.plimsoll.benchmarks.memory.blocks;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.allocator.BlockAllocator;
import org.jspecify.annotations.Nullable;

/** Ours: an allocator on a pool of its own; reserved is what the pool is charged with. */
public abstract class ManagedBlocks extends BlockPatterns {

    private static final int PAGE_BYTES = 32 * 1024;

    private final MemoryManager manager = MemoryManager.create(MEMORY_BYTES, PAGE_BYTES);
    private final MemoryPool pool = manager.rootPool();
    private @Nullable BlockAllocator made;

    /** The allocator, made when it is first asked for. */
    final BlockAllocator allocator() {
        BlockAllocator allocator = made;
        if (allocator == null) {
            allocator = allocatorOn(pool);
            made = allocator;
        }
        return allocator;
    }

    abstract BlockAllocator allocatorOn(MemoryPool pool);

    @Override
    final long reservedBytes() {
        return pool.usedBytes();
    }

    @Override
    final void close() {
        allocator().close();
        manager.close();
    }
}
