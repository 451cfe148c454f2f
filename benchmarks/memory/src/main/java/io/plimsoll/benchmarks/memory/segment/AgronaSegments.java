package io.plimsoll.benchmarks.memory.segment;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Agrona's buffer, over direct memory and over arrays; its bounds checks as they are by default.
 */
public class AgronaSegments extends SegmentAccess<UnsafeBuffer[]> {

    @Override
    UnsafeBuffer[] offHeapPages() {
        UnsafeBuffer[] pages = new UnsafeBuffer[PAGES];
        Arrays.setAll(pages, _ -> new UnsafeBuffer(ByteBuffer.allocateDirect(PAGE_BYTES)));
        return pages;
    }

    @Override
    UnsafeBuffer[] heapPages() {
        UnsafeBuffer[] pages = new UnsafeBuffer[PAGES];
        Arrays.setAll(pages, _ -> new UnsafeBuffer(new byte[PAGE_BYTES]));
        return pages;
    }

    @Override
    UnsafeBuffer[] firstOf(UnsafeBuffer[] pages) {
        return Arrays.copyOf(pages, 1);
    }

    @Override
    void touchAll(UnsafeBuffer[] pages) {
        for (UnsafeBuffer page : pages) {
            page.setMemory(0, PAGE_BYTES, (byte) 0);
        }
    }

    @Override
    int randomGetInt(UnsafeBuffer[] pages, int[] places) {
        int sum = 0;
        for (int place : places) {
            sum += pages[place >>> OFFSET_BITS].getInt(place & OFFSET_MASK);
        }
        return sum;
    }

    @Override
    long randomGetLong(UnsafeBuffer[] pages, int[] places) {
        long sum = 0;
        for (int place : places) {
            sum += pages[place >>> OFFSET_BITS].getLong(place & OFFSET_MASK);
        }
        return sum;
    }

    @Override
    void randomPutInt(UnsafeBuffer[] pages, int[] places) {
        for (int place : places) {
            pages[place >>> OFFSET_BITS].putInt(place & OFFSET_MASK, place);
        }
    }

    @Override
    void randomPutLong(UnsafeBuffer[] pages, int[] places) {
        for (int place : places) {
            pages[place >>> OFFSET_BITS].putLong(place & OFFSET_MASK, place);
        }
    }

    @Override
    int sequentialGetInt(UnsafeBuffer[] pages) {
        int sum = 0;
        for (UnsafeBuffer page : pages) {
            for (int offset = 0; offset < PAGE_BYTES; offset += Integer.BYTES) {
                sum += page.getInt(offset);
            }
        }
        return sum;
    }

    @Override
    long sequentialGetLong(UnsafeBuffer[] pages) {
        long sum = 0;
        for (UnsafeBuffer page : pages) {
            for (int offset = 0; offset < PAGE_BYTES; offset += Long.BYTES) {
                sum += page.getLong(offset);
            }
        }
        return sum;
    }

    @Override
    void sequentialPutInt(UnsafeBuffer[] pages) {
        for (UnsafeBuffer page : pages) {
            for (int offset = 0; offset < PAGE_BYTES; offset += Integer.BYTES) {
                page.putInt(offset, offset);
            }
        }
    }

    @Override
    void sequentialPutLong(UnsafeBuffer[] pages) {
        for (UnsafeBuffer page : pages) {
            for (int offset = 0; offset < PAGE_BYTES; offset += Long.BYTES) {
                page.putLong(offset, offset);
            }
        }
    }
}
