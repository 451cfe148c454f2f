package io.plimsoll.benchmarks.memory.blocks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.plimsoll.benchmarks.memory.blocks.pattern.Slots;

/** Netty's buffers. */
final class NettyBlocks implements Slots {

    private final ByteBufAllocator allocator;
    private final ByteBuf[] blocks;

    NettyBlocks(ByteBufAllocator allocator, int count) {
        this.allocator = allocator;
        this.blocks = new ByteBuf[count];
    }

    @Override
    public void allocate(int slot, int sizeBytes) {
        ByteBuf block = allocator.directBuffer(sizeBytes, sizeBytes);
        block.setLongLE(0, slot);
        blocks[slot] = block;
    }

    @Override
    public void free(int slot) {
        blocks[slot].release();
    }
}
