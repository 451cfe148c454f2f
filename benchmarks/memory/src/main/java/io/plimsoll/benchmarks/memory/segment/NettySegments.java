package io.plimsoll.benchmarks.memory.segment;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Arrays;

/** Netty's pooled buffers in native byte order; their checks as they are by default. */
public class NettySegments extends SegmentAccess<ByteBuf[]> {

    @Override
    ByteBuf[] offHeapPages() {
        ByteBuf[] pages = new ByteBuf[PAGES];
        Arrays.setAll(
                pages, _ -> PooledByteBufAllocator.DEFAULT.directBuffer(PAGE_BYTES, PAGE_BYTES));
        return pages;
    }

    @Override
    ByteBuf[] heapPages() {
        ByteBuf[] pages = new ByteBuf[PAGES];
        Arrays.setAll(
                pages, _ -> PooledByteBufAllocator.DEFAULT.heapBuffer(PAGE_BYTES, PAGE_BYTES));
        return pages;
    }

    @Override
    ByteBuf[] firstOf(ByteBuf[] pages) {
        return Arrays.copyOf(pages, 1);
    }

    @Override
    void touchAll(ByteBuf[] pages) {
        for (ByteBuf page : pages) {
            page.setZero(0, PAGE_BYTES);
        }
    }

    @Override
    int randomGetInt(ByteBuf[] pages, int[] places) {
        int sum = 0;
        for (int place : places) {
            sum += pages[place >>> OFFSET_BITS].getIntLE(place & OFFSET_MASK);
        }
        return sum;
    }

    @Override
    long randomGetLong(ByteBuf[] pages, int[] places) {
        long sum = 0;
        for (int place : places) {
            sum += pages[place >>> OFFSET_BITS].getLongLE(place & OFFSET_MASK);
        }
        return sum;
    }

    @Override
    void randomPutInt(ByteBuf[] pages, int[] places) {
        for (int place : places) {
            pages[place >>> OFFSET_BITS].setIntLE(place & OFFSET_MASK, place);
        }
    }

    @Override
    void randomPutLong(ByteBuf[] pages, int[] places) {
        for (int place : places) {
            pages[place >>> OFFSET_BITS].setLongLE(place & OFFSET_MASK, place);
        }
    }

    @Override
    int sequentialGetInt(ByteBuf[] pages) {
        int sum = 0;
        for (ByteBuf page : pages) {
            for (int offset = 0; offset < PAGE_BYTES; offset += Integer.BYTES) {
                sum += page.getIntLE(offset);
            }
        }
        return sum;
    }

    @Override
    long sequentialGetLong(ByteBuf[] pages) {
        long sum = 0;
        for (ByteBuf page : pages) {
            for (int offset = 0; offset < PAGE_BYTES; offset += Long.BYTES) {
                sum += page.getLongLE(offset);
            }
        }
        return sum;
    }

    @Override
    void sequentialPutInt(ByteBuf[] pages) {
        for (ByteBuf page : pages) {
            for (int offset = 0; offset < PAGE_BYTES; offset += Integer.BYTES) {
                page.setIntLE(offset, offset);
            }
        }
    }

    @Override
    void sequentialPutLong(ByteBuf[] pages) {
        for (ByteBuf page : pages) {
            for (int offset = 0; offset < PAGE_BYTES; offset += Long.BYTES) {
                page.setLongLE(offset, offset);
            }
        }
    }
}
