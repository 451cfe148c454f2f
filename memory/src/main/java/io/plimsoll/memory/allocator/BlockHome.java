package io.plimsoll.memory.allocator;

import org.jspecify.annotations.Nullable;

/** Where a {@link MemoryBlock} comes from, and goes when it is freed. */
abstract sealed class BlockHome permits BuddyAllocator, FollowedHome, SlabBlocks {

    /**
     * Ends a block.
     *
     * @throws IllegalStateException if no live block starts at the address
     */
    public abstract void free(long address);

    /** Whose block it is; its text says of which pool. */
    abstract BlockAllocator allocator();

    /** Who freed the block first; null while it lives, and if that is not followed. */
    @Nullable Throwable firstFree() {
        return null;
    }
}
