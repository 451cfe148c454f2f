package io.plimsoll.memory.allocator;

import io.plimsoll.memory.allocator.slab.Slab;
import org.jspecify.annotations.Nullable;

/**
 * The objects that stand for the blocks of one slab, as it is cut now, and their home: one made for
 * a slab finds its way back without looking for the address.
 *
 * <p><b>Threads:</b> objects are made by whoever allocates. Two that make one for the same block at
 * different times, or even two of these for a slab, do no harm: each is as good as the other.
 */
final class SlabBlocks extends BlockHome {

    private final SizeClassAllocator allocator;
    private final Slab slab;
    private final @Nullable MemoryBlock[] blocks;

    private SlabBlocks(SizeClassAllocator allocator, Slab slab) {
        this.allocator = allocator;
        this.slab = slab;
        this.blocks = new MemoryBlock[slab.capacity()];
    }

    static SlabBlocks of(SizeClassAllocator allocator, Slab slab) {
        SlabBlocks known = slab.views(SlabBlocks.class);
        if (known == null) {
            known = new SlabBlocks(allocator, slab);
            slab.keepViews(known);
        }
        return known;
    }

    /**
     * Returns the object of a block that was just allocated.
     *
     * @param fresh whether it shall be one that was never used before
     */
    MemoryBlock open(long address, int sizeBytes, boolean fresh) {
        int index = slab.indexOf(address);
        MemoryBlock block = blocks[index];
        if (block == null || fresh) {
            block = new MemoryBlock(this, address);
            blocks[index] = block;
        }
        return block.open(sizeBytes, slab.blockBytes());
    }

    @Override
    public void free(long address) {
        allocator.takeBack(slab, slab.indexOf(address));
    }

    @Override
    BlockAllocator allocator() {
        return allocator;
    }
}
