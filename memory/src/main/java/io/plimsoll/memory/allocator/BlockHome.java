package io.plimsoll.memory.allocator;

import org.jspecify.annotations.Nullable;

/** Where a {@link MemoryBlock} goes when it is freed, and what all allocators ask of arguments. */
abstract sealed class BlockHome
        permits BuddyAllocator, SizeClassAllocator, FollowedHome, SlabBlocks {

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

    static void requireSize(int sizeBytes) {
        if (sizeBytes < 1 || sizeBytes > BlockAllocator.MAX_BLOCK_BYTES) {
            throw new IllegalArgumentException(
                    "sizeBytes=%d (expected 1 to %d)"
                            .formatted(sizeBytes, BlockAllocator.MAX_BLOCK_BYTES));
        }
    }

    static void requireAlignment(int alignmentBytes, int pageSizeBytes) {
        if (Integer.bitCount(alignmentBytes) != 1 || alignmentBytes > pageSizeBytes) {
            throw new IllegalArgumentException(
                    "alignmentBytes=%d (expected a power of two up to the page size, %d)"
                            .formatted(alignmentBytes, pageSizeBytes));
        }
    }
}
