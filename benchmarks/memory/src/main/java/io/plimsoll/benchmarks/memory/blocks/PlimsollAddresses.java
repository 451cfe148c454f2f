package io.plimsoll.benchmarks.memory.blocks;

import io.plimsoll.benchmarks.memory.blocks.pattern.Slots;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.allocator.AllocatorOptions;
import io.plimsoll.memory.allocator.SizeClassAllocator;

/** Our allocator by size classes, with bare addresses. */
public class PlimsollAddresses extends ManagedBlocks {

    @Override
    SizeClassAllocator allocatorOn(MemoryPool pool) {
        return SizeClassAllocator.create(
                pool, AllocatorOptions.defaults("blocks", pool).withOnLeak(_ -> {}));
    }

    @Override
    Slots slots(int count) {
        return new Addresses((SizeClassAllocator) allocator(), count);
    }

    /** Bare addresses. */
    private static final class Addresses implements Slots {

        private final SizeClassAllocator allocator;
        private final long[] blocks;

        Addresses(SizeClassAllocator allocator, int count) {
            this.allocator = allocator;
            this.blocks = new long[count];
        }

        @Override
        public void allocate(int slot, int sizeBytes) {
            long address = allocator.tryAllocate(sizeBytes);
            if (address == SizeClassAllocator.NONE) {
                throw new IllegalStateException("out of memory");
            }
            RawMemory.putLong(address, slot);
            blocks[slot] = address;
        }

        @Override
        public void free(int slot) {
            allocator.free(blocks[slot]);
        }
    }
}
