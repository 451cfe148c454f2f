package io.plimsoll.benchmarks.memory.pages;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Netty's adaptive allocator, one for all threads, each with magazines of its own. */
public class NettyAdaptivePages extends PageLease<AdaptiveByteBufAllocator[]> {

    @Override
    AdaptiveByteBufAllocator[] pools(int threads, boolean distinct) {
        AdaptiveByteBufAllocator[] pools = new AdaptiveByteBufAllocator[threads];
        Arrays.fill(pools, new AdaptiveByteBufAllocator(true, true));
        return pools;
    }

    @Override
    void pair(AdaptiveByteBufAllocator[] pools, int thread) {
        ByteBuf page = pools[thread].directBuffer(PAGE_BYTES, PAGE_BYTES);
        page.setLongLE(0, thread);
        page.release();
    }
}
