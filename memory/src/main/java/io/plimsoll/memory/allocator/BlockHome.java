package io.plimsoll.memory.allocator;

import org.jspecify.annotations.Nullable;

/** Where a {@link MemoryBlock} goes when it is freed. */
abstract sealed class BlockHome permits BuddyAllocator, SizeClassAllocator, FollowedHome {

    /**
     * Ends a block.
     *
     * @throws IllegalStateException if no live block starts at the address
     */
    public abstract void free(long address);

    /** Who freed the block first; null while it lives, and if that is not followed. */
    @Nullable Throwable firstFree() {
        return null;
    }
}
