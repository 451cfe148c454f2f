package io.plimsoll.memory.allocator;

import io.plimsoll.memory.leak.BlockTracker;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The home of one block that is followed: remembers who freed it. */
final class FollowedHome extends BlockHome {

    private final BlockAllocator allocator;
    private final BlockTracker blocks;
    private final LongConsumer takesBack;

    /** Written once, by whoever ends the block; volatile. */
    private volatile @Nullable Throwable firstFree;

    /**
     * Creates a home.
     *
     * @param takesBack how the allocator takes the block back, without telling anybody
     */
    FollowedHome(BlockAllocator allocator, BlockTracker blocks, LongConsumer takesBack) {
        this.allocator = allocator;
        this.blocks = blocks;
        this.takesBack = takesBack;
    }

    /** Returns an object for a block that was just allocated, and watches it. */
    MemoryBlock open(long address, int sizeBytes, int usableBytes) {
        MemoryBlock block = new MemoryBlock(this, address);
        blocks.watch(address, block);
        return block.open(sizeBytes, usableBytes);
    }

    @Override
    public void free(long address) {
        end(blocks, address);
        // nobody else can have the address yet
        firstFree = blocks.lastFree(address);
        takesBack.accept(address);
    }

    /**
     * Notes that a block ends.
     *
     * @throws IllegalStateException if it has ended; the cause is the stack of that
     */
    static void end(BlockTracker blocks, long address) {
        if (!blocks.freed(address)) {
            Throwable first = blocks.lastFree(address);
            if (first != null) {
                throw new IllegalStateException(
                        "address=0x%x (expected a live block: freed twice?)".formatted(address),
                        first);
            }
            // never a block: the allocator says what is wrong with it
        }
    }

    @Override
    BlockAllocator allocator() {
        return allocator;
    }

    @Override
    @Nullable Throwable firstFree() {
        return firstFree;
    }
}
