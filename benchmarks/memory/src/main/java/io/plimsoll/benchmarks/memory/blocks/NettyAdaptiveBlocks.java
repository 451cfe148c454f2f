package io.plimsoll.benchmarks.memory.blocks;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.plimsoll.benchmarks.memory.blocks.pattern.Slots;

/** Netty's adaptive allocator, with caches where its properties say so. */
public class NettyAdaptiveBlocks extends BlockPatterns {

    private final AdaptiveByteBufAllocator allocator = new AdaptiveByteBufAllocator();

    @Override
    Slots slots(int count) {
        return new NettyBlocks(allocator, count);
    }

    @Override
    long reservedBytes() {
        return allocator.usedDirectMemory();
    }

    @Override
    void close() {}
}
