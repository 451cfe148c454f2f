package io.plimsoll.memory;

import io.plimsoll.memory.access.RawMemory;
import java.util.Arrays;

/** Transfers between segments of either kind and arrays; callers have checked the segments. */
final class SegmentTransfer {

    private SegmentTransfer() {}

    /** Returns the offset of the first byte that differs, or -1. */
    static int mismatch(MemorySegment a, int offsetA, MemorySegment b, int offsetB, int length) {
        byte[] arrayA = a.getHeapMemory();
        byte[] arrayB = b.getHeapMemory();
        if (arrayA == null && arrayB == null) {
            return (int)
                    RawMemory.mismatch(a.getAddress() + offsetA, b.getAddress() + offsetB, length);
        }
        if (arrayA != null && arrayB != null) {
            return Arrays.mismatch(
                    arrayA, offsetA, offsetA + length, arrayB, offsetB, offsetB + length);
        }
        return mixedMismatch(a, offsetA, b, offsetB, length);
    }

    /** Compares two byte strings as unsigned bytes, the shorter first if it begins the other. */
    static int compare(
            MemorySegment a, int offsetA, int lengthA, MemorySegment b, int offsetB, int lengthB) {
        int differs = mismatch(a, offsetA, b, offsetB, Math.min(lengthA, lengthB));
        return differs < 0
                ? Integer.compare(lengthA, lengthB)
                : (a.get(offsetA + differs) & 0xFF) - (b.get(offsetB + differs) & 0xFF);
    }

    private static int mixedMismatch(
            MemorySegment a, int offsetA, MemorySegment b, int offsetB, int length) {
        int at = 0;
        for (; at <= length - Long.BYTES; at += Long.BYTES) {
            long difference = a.getLongBigEndian(offsetA + at) ^ b.getLongBigEndian(offsetB + at);
            if (difference != 0) {
                return at + (Long.numberOfLeadingZeros(difference) >>> 3);
            }
        }
        for (; at < length; at++) {
            if (a.get(offsetA + at) != b.get(offsetB + at)) {
                return at;
            }
        }
        return -1;
    }

    static void toArray(
            MemorySegment source, int offset, Object target, int targetPointer, int numBytes) {
        if (target instanceof byte[] bytes) {
            source.get(offset, bytes, targetPointer, numBytes);
        } else {
            java.lang.foreign.MemorySegment array = arrayOf(target, targetPointer, numBytes);
            array.asSlice(targetPointer, numBytes)
                    .copyFrom(
                            java.lang.foreign.MemorySegment.ofBuffer(
                                    source.buffer(offset, numBytes)));
        }
    }

    static void fromArray(
            Object source, int sourcePointer, MemorySegment target, int offset, int numBytes) {
        if (source instanceof byte[] bytes) {
            target.put(offset, bytes, sourcePointer, numBytes);
        } else {
            java.lang.foreign.MemorySegment array = arrayOf(source, sourcePointer, numBytes);
            java.lang.foreign.MemorySegment.ofBuffer(target.buffer(offset, numBytes))
                    .copyFrom(array.asSlice(sourcePointer, numBytes));
        }
    }

    private static java.lang.foreign.MemorySegment arrayOf(
            Object array, int pointer, int numBytes) {
        java.lang.foreign.MemorySegment elements =
                switch (array) {
                    case char[] chars -> java.lang.foreign.MemorySegment.ofArray(chars);
                    case short[] shorts -> java.lang.foreign.MemorySegment.ofArray(shorts);
                    case int[] ints -> java.lang.foreign.MemorySegment.ofArray(ints);
                    case long[] longs -> java.lang.foreign.MemorySegment.ofArray(longs);
                    case float[] floats -> java.lang.foreign.MemorySegment.ofArray(floats);
                    case double[] doubles -> java.lang.foreign.MemorySegment.ofArray(doubles);
                    default ->
                            throw new IllegalArgumentException(
                                    "array="
                                            + array.getClass().getTypeName()
                                            + " (expected an array of primitives)");
                };
        if ((pointer | numBytes | (elements.byteSize() - numBytes - pointer)) < 0) {
            throw new IndexOutOfBoundsException(
                    "pointer=%d, numBytes=%d (expected a range within %d bytes)"
                            .formatted(pointer, numBytes, elements.byteSize()));
        }
        return elements;
    }
}
