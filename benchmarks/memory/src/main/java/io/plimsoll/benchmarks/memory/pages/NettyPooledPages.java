package io.plimsoll.benchmarks.memory.pages;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Arrays;

/** Netty's pooled allocator, one for all threads, each with a cache of its own. */
public class NettyPooledPages extends PageLease<PooledByteBufAllocator[]> {

    @Override
    PooledByteBufAllocator[] pools(int threads, boolean distinct) {
        PooledByteBufAllocator[] pools = new PooledByteBufAllocator[threads];
        Arrays.fill(pools, PooledByteBufAllocator.DEFAULT);
        return pools;
    }

    @Override
    void pair(PooledByteBufAllocator[] pools, int thread) {
        ByteBuf page = pools[thread].directBuffer(PAGE_BYTES, PAGE_BYTES);
        page.setLongLE(0, thread);
        page.release();
    }
}
