package io.plimsoll.benchmarks.memory.bulk;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** Agrona's buffers, each of just the bytes to compare: it compares whole ones. */
public class AgronaBulk extends SegmentBulk<UnsafeBuffer[]> {

    @Override
    UnsafeBuffer[] pieces(byte[][] contents) {
        UnsafeBuffer[] pieces = new UnsafeBuffer[PAIRS];
        Arrays.setAll(
                pieces,
                i -> {
                    UnsafeBuffer piece = new UnsafeBuffer(ByteBuffer.allocateDirect(length));
                    piece.putBytes(0, contents[i], 0, length);
                    return piece;
                });
        return pieces;
    }

    @Override
    int compare(UnsafeBuffer[] left, UnsafeBuffer[] right, int length) {
        int sum = 0;
        for (int i = 0; i < PAIRS; i++) {
            sum += left[i].compareTo(right[i]);
        }
        return sum;
    }

    @Override
    int equalTo(UnsafeBuffer[] left, UnsafeBuffer[] right, int length) {
        int count = 0;
        for (int i = 0; i < PAIRS; i++) {
            count += left[i].equals(right[i]) ? 1 : 0;
        }
        return count;
    }

    @Override
    void copy(UnsafeBuffer[] left, UnsafeBuffer[] right, int length) {
        for (int i = 0; i < PAIRS; i++) {
            right[i].putBytes(0, left[i], 0, length);
        }
    }
}
