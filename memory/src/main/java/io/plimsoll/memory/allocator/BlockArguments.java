package io.plimsoll.memory.allocator;

/** What all allocators ask of the arguments of their users. */
final class BlockArguments {

    private BlockArguments() {}

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
