package io.plimsoll.benchmarks.memory.blocks;

import io.plimsoll.benchmarks.memory.blocks.pattern.Slots;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Arrow's buffers. */
final class ArrowBlocks implements Slots {

    private final BufferAllocator allocator;
    private final ArrowBuf[] blocks;

    ArrowBlocks(BufferAllocator allocator, int count) {
        this.allocator = allocator;
        this.blocks = new ArrowBuf[count];
    }

    @Override
    public void allocate(int slot, int sizeBytes) {
        ArrowBuf block = allocator.buffer(sizeBytes);
        block.setLong(0, slot);
        blocks[slot] = block;
    }

    @Override
    public void free(int slot) {
        blocks[slot].close();
    }
}
