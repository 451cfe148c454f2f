package io.plimsoll.benchmarks.memory.segment;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.openjdk.jmh.annotations.TearDown;

/** The JDK's segment for each page, of a shared arena, and over arrays. */
public class JdkSegments extends SegmentAccess<MemorySegment[]> {

    private final Arena arena = Arena.ofShared();

    @Override
    MemorySegment[] offHeapPages() {
        MemorySegment[] pages = new MemorySegment[PAGES];
        Arrays.setAll(pages, _ -> arena.allocate(PAGE_BYTES));
        return pages;
    }

    @Override
    MemorySegment[] heapPages() {
        MemorySegment[] pages = new MemorySegment[PAGES];
        Arrays.setAll(pages, _ -> MemorySegment.ofArray(new byte[PAGE_BYTES]));
        return pages;
    }

    /** Gives the pages back. */
    @TearDown
    public void tearDown() {
        arena.close();
    }

    @Override
    MemorySegment[] firstOf(MemorySegment[] pages) {
        return Arrays.copyOf(pages, 1);
    }

    @Override
    void touchAll(MemorySegment[] pages) {
        for (MemorySegment page : pages) {
            page.fill((byte) 0);
        }
    }

    @Override
    int randomGetInt(MemorySegment[] pages, int[] places) {
        int sum = 0;
        for (int place : places) {
            sum += pages[place >>> OFFSET_BITS].get(JAVA_INT_UNALIGNED, place & OFFSET_MASK);
        }
        return sum;
    }

    @Override
    long randomGetLong(MemorySegment[] pages, int[] places) {
        long sum = 0;
        for (int place : places) {
            sum += pages[place >>> OFFSET_BITS].get(JAVA_LONG_UNALIGNED, place & OFFSET_MASK);
        }
        return sum;
    }

    @Override
    void randomPutInt(MemorySegment[] pages, int[] places) {
        for (int place : places) {
            pages[place >>> OFFSET_BITS].set(JAVA_INT_UNALIGNED, place & OFFSET_MASK, place);
        }
    }

    @Override
    void randomPutLong(MemorySegment[] pages, int[] places) {
        for (int place : places) {
            pages[place >>> OFFSET_BITS].set(JAVA_LONG_UNALIGNED, place & OFFSET_MASK, place);
        }
    }

    @Override
    int sequentialGetInt(MemorySegment[] pages) {
        int sum = 0;
        for (MemorySegment page : pages) {
            for (int offset = 0; offset < PAGE_BYTES; offset += Integer.BYTES) {
                sum += page.get(JAVA_INT_UNALIGNED, offset);
            }
        }
        return sum;
    }

    @Override
    long sequentialGetLong(MemorySegment[] pages) {
        long sum = 0;
        for (MemorySegment page : pages) {
            for (int offset = 0; offset < PAGE_BYTES; offset += Long.BYTES) {
                sum += page.get(JAVA_LONG_UNALIGNED, offset);
            }
        }
        return sum;
    }

    @Override
    void sequentialPutInt(MemorySegment[] pages) {
        for (MemorySegment page : pages) {
            for (int offset = 0; offset < PAGE_BYTES; offset += Integer.BYTES) {
                page.set(JAVA_INT_UNALIGNED, offset, offset);
            }
        }
    }

    @Override
    void sequentialPutLong(MemorySegment[] pages) {
        for (MemorySegment page : pages) {
            for (int offset = 0; offset < PAGE_BYTES; offset += Long.BYTES) {
                page.set(JAVA_LONG_UNALIGNED, offset, offset);
            }
        }
    }
}
