package io.plimsoll.benchmarks.memory.blocks;

import io.plimsoll.benchmarks.memory.blocks.pattern.Slots;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.allocator.AllocatorOptions;
import io.plimsoll.memory.allocator.BuddyAllocator;

/** Our buddy allocator, with bare addresses. */
public class PlimsollBuddyAddresses extends ManagedBlocks {

    @Override
    BuddyAllocator allocatorOn(MemoryPool pool) {
        return BuddyAllocator.create(
                pool, AllocatorOptions.defaults("blocks", pool).withOnLeak(_ -> {}));
    }

    @Override
    Slots slots(int count) {
        return new Addresses((BuddyAllocator) allocator(), count);
    }

    /** Bare addresses. */
    private static final class Addresses implements Slots {

        private final BuddyAllocator allocator;
        private final long[] blocks;

        Addresses(BuddyAllocator allocator, int count) {
            this.allocator = allocator;
            this.blocks = new long[count];
        }

        @Override
        public void allocate(int slot, int sizeBytes) {
            long address = allocator.tryAllocate(sizeBytes);
            if (address == BuddyAllocator.NONE) {
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
