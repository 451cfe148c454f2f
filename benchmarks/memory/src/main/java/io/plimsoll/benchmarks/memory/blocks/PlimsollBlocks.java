package io.plimsoll.benchmarks.memory.blocks;

import io.plimsoll.benchmarks.memory.blocks.pattern.Slots;
import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.allocator.AllocatorOptions;
import io.plimsoll.memory.allocator.MemoryBlock;
import io.plimsoll.memory.allocator.SizeClassAllocator;

/**
 * Our allocator by size classes, whose blocks are objects that check each access, as Netty's and
 * Arrow's do.
 */
public class PlimsollBlocks extends ManagedBlocks {

    @Override
    SizeClassAllocator allocatorOn(MemoryPool pool) {
        return SizeClassAllocator.create(
                pool, AllocatorOptions.defaults("blocks", pool).withOnLeak(_ -> {}));
    }

    @Override
    Slots slots(int count) {
        return new Blocks((SizeClassAllocator) allocator(), count);
    }

    /** Objects. */
    private static final class Blocks implements Slots {

        private final SizeClassAllocator allocator;
        private final MemoryBlock[] blocks;

        Blocks(SizeClassAllocator allocator, int count) {
            this.allocator = allocator;
            this.blocks = new MemoryBlock[count];
        }

        @Override
        public void allocate(int slot, int sizeBytes) {
            MemoryBlock block;
            try {
                block = allocator.allocateBlock(sizeBytes);
            } catch (MemoryAllocationException e) {
                throw new IllegalStateException(e);
            }
            block.putLong(0, slot);
            blocks[slot] = block;
        }

        @Override
        public void free(int slot) {
            blocks[slot].free();
        }
    }
}
