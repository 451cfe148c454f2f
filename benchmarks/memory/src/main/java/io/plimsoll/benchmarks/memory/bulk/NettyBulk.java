package io.plimsoll.benchmarks.memory.bulk;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Arrays;

/** Netty's pooled buffers, each of just the bytes to compare. */
public class NettyBulk extends SegmentBulk<ByteBuf[]> {

    @Override
    ByteBuf[] pieces(byte[][] contents) {
        ByteBuf[] pieces = new ByteBuf[PAIRS];
        Arrays.setAll(
                pieces,
                i ->
                        PooledByteBufAllocator.DEFAULT
                                .directBuffer(length, length)
                                .writeBytes(contents[i], 0, length));
        return pieces;
    }

    @Override
    int compare(ByteBuf[] left, ByteBuf[] right, int length) {
        int sum = 0;
        for (int i = 0; i < PAIRS; i++) {
            sum += ByteBufUtil.compare(left[i], right[i]);
        }
        return sum;
    }

    @Override
    int equalTo(ByteBuf[] left, ByteBuf[] right, int length) {
        int count = 0;
        for (int i = 0; i < PAIRS; i++) {
            count += ByteBufUtil.equals(left[i], 0, right[i], 0, length) ? 1 : 0;
        }
        return count;
    }

    @Override
    void copy(ByteBuf[] left, ByteBuf[] right, int length) {
        for (int i = 0; i < PAIRS; i++) {
            left[i].getBytes(0, right[i], 0, length);
        }
    }
}
