package io.plimsoll.memory.segment;

import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;

/** Checks of arguments that are not the segment itself, and the failures of those that are. */
final class SegmentBounds {

    private SegmentBounds() {}

    /** Says why an access was refused; kept out of the callers so that they stay small. */
    static IndexOutOfBoundsException outside(int sizeBytes, int index, int lengthBytes) {
        return new IndexOutOfBoundsException(
                "index=%d, length=%d (expected a range within size=%d)"
                        .formatted(index, lengthBytes, sizeBytes));
    }

    /** Says why a value cannot be shared by threads. */
    static RuntimeException notAtomic(long address, int index, int width) {
        return address == 0
                ? new UnsupportedOperationException(
                        "the segment is on the heap (expected off-heap memory: the platform has no"
                                + " atomic access to ints and longs within a byte[])")
                : new IllegalArgumentException(
                        "index=%d is at address=%d (expected a multiple of %d)"
                                .formatted(index, address + index, width));
    }

    static void checkArray(int arrayLength, int offset, int length) {
        if ((offset | length | ((long) arrayLength - length - offset)) < 0) {
            throw new IndexOutOfBoundsException(
                    "offset=%d, length=%d (expected a range within array.length=%d)"
                            .formatted(offset, length, arrayLength));
        }
    }

    static void checkNotNegative(int offset, int numBytes) {
        if ((offset | numBytes) < 0) {
            throw new IndexOutOfBoundsException(
                    "offset=%d, numBytes=%d (expected no negative number)"
                            .formatted(offset, numBytes));
        }
    }

    static void checkTarget(ByteBuffer target, int numBytes) {
        if (target.isReadOnly()) {
            throw new ReadOnlyBufferException();
        }
        if (target.remaining() < numBytes) {
            throw new BufferOverflowException();
        }
    }

    static void checkSource(ByteBuffer source, int numBytes) {
        if (source.remaining() < numBytes) {
            throw new BufferUnderflowException();
        }
    }
}
