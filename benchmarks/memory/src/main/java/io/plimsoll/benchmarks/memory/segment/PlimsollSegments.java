package io.plimsoll.benchmarks.memory.segment;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.MemorySegmentFactory;
import java.util.Arrays;
import org.openjdk.jmh.annotations.TearDown;

/** Our segment: pages of a pool, and arrays. */
public class PlimsollSegments extends SegmentAccess<MemorySegment[]> {

    private final MemoryManager manager =
            MemoryManager.builder()
                    .memorySizeBytes(2L * PAGES * PAGE_BYTES)
                    .pageSizeBytes(PAGE_BYTES)
                    .onLeak(_ -> {})
                    .build();

    @Override
    MemorySegment[] offHeapPages() {
        MemorySegment[] pages = new MemorySegment[PAGES];
        Arrays.setAll(pages, _ -> manager.rootPool().tryAllocatePage());
        return pages;
    }

    @Override
    MemorySegment[] heapPages() {
        MemorySegment[] pages = new MemorySegment[PAGES];
        Arrays.setAll(pages, _ -> MemorySegmentFactory.allocateUnpooledSegment(PAGE_BYTES));
        return pages;
    }

    /** Gives the pages back. */
    @TearDown
    public void tearDown() {
        manager.close();
    }

    @Override
    MemorySegment[] firstOf(MemorySegment[] pages) {
        return Arrays.copyOf(pages, 1);
    }

    @Override
    void touchAll(MemorySegment[] pages) {
        byte[] bytes = new byte[PAGE_BYTES];
        for (MemorySegment page : pages) {
            page.put(0, bytes);
        }
    }

    @Override
    int randomGetInt(MemorySegment[] pages, int[] places) {
        int sum = 0;
        for (int place : places) {
            sum += pages[place >>> OFFSET_BITS].getInt(place & OFFSET_MASK);
        }
        return sum;
    }

    @Override
    long randomGetLong(MemorySegment[] pages, int[] places) {
        long sum = 0;
        for (int place : places) {
            sum += pages[place >>> OFFSET_BITS].getLong(place & OFFSET_MASK);
        }
        return sum;
    }

    @Override
    void randomPutInt(MemorySegment[] pages, int[] places) {
        for (int place : places) {
            pages[place >>> OFFSET_BITS].putInt(place & OFFSET_MASK, place);
        }
    }

    @Override
    void randomPutLong(MemorySegment[] pages, int[] places) {
        for (int place : places) {
            pages[place >>> OFFSET_BITS].putLong(place & OFFSET_MASK, place);
        }
    }

    @Override
    int sequentialGetInt(MemorySegment[] pages) {
        int sum = 0;
        for (MemorySegment page : pages) {
            for (int offset = 0; offset < PAGE_BYTES; offset += Integer.BYTES) {
                sum += page.getInt(offset);
            }
        }
        return sum;
    }

    @Override
    long sequentialGetLong(MemorySegment[] pages) {
        long sum = 0;
        for (MemorySegment page : pages) {
            for (int offset = 0; offset < PAGE_BYTES; offset += Long.BYTES) {
                sum += page.getLong(offset);
            }
        }
        return sum;
    }

    @Override
    void sequentialPutInt(MemorySegment[] pages) {
        for (MemorySegment page : pages) {
            for (int offset = 0; offset < PAGE_BYTES; offset += Integer.BYTES) {
                page.putInt(offset, offset);
            }
        }
    }

    @Override
    void sequentialPutLong(MemorySegment[] pages) {
        for (MemorySegment page : pages) {
            for (int offset = 0; offset < PAGE_BYTES; offset += Long.BYTES) {
                page.putLong(offset, offset);
            }
        }
    }
}
