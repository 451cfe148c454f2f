package io.plimsoll.benchmarks.memory.bulk;

import java.util.Arrays;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Flink's segment, over memory that it allocates with Unsafe. */
public class FlinkBulk extends SegmentBulk<MemorySegment[]> {

    private final byte[] swapBuffer = new byte[PAGE_BYTES];

    /** Swaps the two of each pair. */
    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public void swap() {
        MemorySegment[] left = left();
        MemorySegment[] right = right();
        for (int i = 0; i < PAIRS; i++) {
            int start = start(i, length);
            left[i].swapBytes(swapBuffer, right[i], start, start, length);
        }
    }

    @Override
    MemorySegment[] pieces(byte[][] contents) {
        MemorySegment[] pieces = new MemorySegment[PAIRS];
        Arrays.setAll(
                pieces,
                i -> {
                    MemorySegment piece =
                            MemorySegmentFactory.allocateOffHeapUnsafeMemory(PAGE_BYTES);
                    piece.put(0, contents[i]);
                    return piece;
                });
        return pieces;
    }

    @Override
    int compare(MemorySegment[] left, MemorySegment[] right, int length) {
        int sum = 0;
        for (int i = 0; i < PAIRS; i++) {
            int start = start(i, length);
            sum += left[i].compare(right[i], start, start, length);
        }
        return sum;
    }

    @Override
    int equalTo(MemorySegment[] left, MemorySegment[] right, int length) {
        int count = 0;
        for (int i = 0; i < PAIRS; i++) {
            int start = start(i, length);
            count += left[i].equalTo(right[i], start, start, length) ? 1 : 0;
        }
        return count;
    }

    @Override
    void copy(MemorySegment[] left, MemorySegment[] right, int length) {
        for (int i = 0; i < PAIRS; i++) {
            int start = start(i, length);
            left[i].copyTo(start, right[i], start, length);
        }
    }
}
