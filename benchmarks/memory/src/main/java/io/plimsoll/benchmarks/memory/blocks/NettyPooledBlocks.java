package io.plimsoll.benchmarks.memory.blocks;

import io.netty.buffer.PooledByteBufAllocator;
import io.plimsoll.benchmarks.memory.blocks.pattern.Slots;

/** Netty's pooled allocator. */
public class NettyPooledBlocks extends BlockPatterns {

    private final PooledByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;

    @Override
    Slots slots(int count) {
        return new NettyBlocks(allocator, count);
    }

    @Override
    long reservedBytes() {
        return allocator.metric().usedDirectMemory();
    }

    @Override
    void close() {}
}
