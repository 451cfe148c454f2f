package io.plimsoll.memory.segment;

import java.lang.foreign.MemorySegment;

/** Arrays of primitives as sequences of bytes, in native byte order. */
final class PrimitiveArrays {

    private PrimitiveArrays() {}

    /**
     * Returns a range of an array.
     *
     * @param pointer in bytes from the first element
     * @throws IllegalArgumentException if it is no array of primitives, or one of booleans
     * @throws IndexOutOfBoundsException if the range is not within it
     */
    static MemorySegment slice(Object array, int pointer, int numBytes) {
        MemorySegment elements =
                switch (array) {
                    case char[] chars -> MemorySegment.ofArray(chars);
                    case short[] shorts -> MemorySegment.ofArray(shorts);
                    case int[] ints -> MemorySegment.ofArray(ints);
                    case long[] longs -> MemorySegment.ofArray(longs);
                    case float[] floats -> MemorySegment.ofArray(floats);
                    case double[] doubles -> MemorySegment.ofArray(doubles);
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
        return elements.asSlice(pointer, numBytes);
    }
}
