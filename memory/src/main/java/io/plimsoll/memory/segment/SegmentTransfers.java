package io.plimsoll.memory.segment;

import static java.lang.ref.Reference.reachabilityFence;

import io.plimsoll.memory.access.RawMemory;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The layer of {@link MemorySegment} that moves bytes in bulk: to and from arrays, buffers, streams
 * and other segments.
 *
 * <p>Of memory that is no page the object is all that keeps it alive, and compiled code is done
 * with the object once it has the address: so what works on a range fences it to the end.
 */
abstract sealed class SegmentTransfers extends SegmentAtomics permits SegmentComparison {

    SegmentTransfers(byte[] heapMemory, long address, int limit) {
        super(heapMemory, address, limit);
    }

    /** Reads {@code dst.length} bytes from {@code index} on. */
    public final void get(int index, byte[] dst) {
        get(index, dst, 0, dst.length);
    }

    /** Writes all of {@code src} from {@code index} on. */
    public final void put(int index, byte[] src) {
        put(index, src, 0, src.length);
    }

    /** Reads {@code length} bytes from {@code index} on into {@code dst} at {@code offset}. */
    public final void get(int index, byte[] dst, int offset, int length) {
        SegmentBounds.checkArray(dst.length, offset, length);
        checkRange(index, length);
        try {
            if (address != 0) {
                RawMemory.copyToArray(address + index, dst, offset, length);
            } else {
                System.arraycopy(heapMemory, index, dst, offset, length);
            }
        } finally {
            reachabilityFence(this);
        }
    }

    /** Writes {@code length} bytes of {@code src} from its {@code offset} on to {@code index}. */
    public final void put(int index, byte[] src, int offset, int length) {
        SegmentBounds.checkArray(src.length, offset, length);
        checkRange(index, length);
        try {
            if (address != 0) {
                RawMemory.copyFromArray(src, offset, address + index, length);
            } else {
                System.arraycopy(src, offset, heapMemory, index, length);
            }
        } finally {
            reachabilityFence(this);
        }
    }

    /** Sets {@code length} bytes from {@code index} on to one value. */
    public final void fill(int index, int length, byte value) {
        checkRange(index, length);
        try {
            if (address != 0) {
                RawMemory.fill(address + index, length, value);
            } else {
                Arrays.fill(heapMemory, index, index + length, value);
            }
        } finally {
            reachabilityFence(this);
        }
    }

    /** Writes {@code length} bytes of this segment from {@code offset} on to a data output. */
    public final void get(DataOutput out, int offset, int length) throws IOException {
        checkRange(offset, length);
        if (address == 0) {
            out.write(heapMemory, offset, length);
            return;
        }
        int at = offset;
        int end = offset + length;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            out.writeLong(getLongBigEndian(at));
        }
        for (; at < end; at++) {
            out.writeByte(get(at));
        }
    }

    /**
     * Reads {@code length} bytes from a data input into this segment at {@code offset}. If the
     * input ends early or fails, the bytes before that point may have been written.
     */
    public final void put(DataInput in, int offset, int length) throws IOException {
        checkRange(offset, length);
        if (address == 0) {
            in.readFully(heapMemory, offset, length);
            return;
        }
        int at = offset;
        int end = offset + length;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            putLongBigEndian(at, in.readLong());
        }
        for (; at < end; at++) {
            put(at, in.readByte());
        }
    }

    /**
     * Reads {@code numBytes} bytes from {@code offset} on into a buffer and advances its position.
     *
     * @throws java.nio.BufferOverflowException if the buffer has too little room
     * @throws java.nio.ReadOnlyBufferException if the buffer is read-only
     */
    public final void get(int offset, ByteBuffer target, int numBytes) {
        SegmentBounds.checkNotNegative(offset, numBytes);
        SegmentBounds.checkTarget(target, numBytes);
        checkRange(offset, numBytes);
        int position = target.position();
        try {
            if (address != 0) {
                target.put(position, RawMemory.view(address + offset, numBytes), 0, numBytes);
            } else {
                target.put(position, heapMemory, offset, numBytes);
            }
            target.position(position + numBytes);
        } finally {
            reachabilityFence(this);
        }
    }

    /**
     * Writes {@code numBytes} bytes of a buffer to {@code offset} and advances the buffer's
     * position.
     *
     * @throws java.nio.BufferUnderflowException if the buffer has fewer bytes left
     */
    public final void put(int offset, ByteBuffer source, int numBytes) {
        SegmentBounds.checkNotNegative(offset, numBytes);
        SegmentBounds.checkSource(source, numBytes);
        checkRange(offset, numBytes);
        int position = source.position();
        try {
            if (address != 0) {
                RawMemory.view(address + offset, numBytes).put(0, source, position, numBytes);
            } else {
                source.get(position, heapMemory, offset, numBytes);
            }
            source.position(position + numBytes);
        } finally {
            reachabilityFence(this);
        }
    }

    /**
     * Copies {@code numBytes} bytes from {@code offset} on to another segment, which may be this
     * one: overlapping ranges are copied as if through a buffer.
     */
    public final void copyTo(int offset, MemorySegment target, int targetOffset, int numBytes) {
        checkRange(offset, numBytes);
        target.checkRange(targetOffset, numBytes);
        copy(this, offset, target, targetOffset, numBytes);
    }

    /** Between ranges that were checked. */
    private static void copy(
            SegmentMemory source, int offset, SegmentMemory target, int targetOffset, int bytes) {
        long from = source.address;
        long to = target.address;
        try {
            if (from != 0) {
                if (to != 0) {
                    RawMemory.copy(from + offset, to + targetOffset, bytes);
                } else {
                    RawMemory.copyToArray(from + offset, target.heapMemory, targetOffset, bytes);
                }
            } else if (to != 0) {
                RawMemory.copyFromArray(source.heapMemory, offset, to + targetOffset, bytes);
            } else {
                System.arraycopy(source.heapMemory, offset, target.heapMemory, targetOffset, bytes);
            }
        } finally {
            reachabilityFence(source);
            reachabilityFence(target);
        }
    }

    /**
     * Copies {@code numBytes} bytes from {@code offset} on into an array of primitives.
     *
     * @param target an array of any primitive type but boolean
     * @param targetPointer where to write, in bytes from the array's first element; unlike Flink's
     *     no base offset of {@code Unsafe} is added, because there is none here
     * @throws IllegalArgumentException if {@code target} is not such an array
     */
    public final void copyToUnsafe(int offset, Object target, int targetPointer, int numBytes) {
        checkRange(offset, numBytes);
        try {
            if (target instanceof byte[] bytes) {
                get(offset, bytes, targetPointer, numBytes);
            } else {
                PrimitiveArrays.slice(target, targetPointer, numBytes)
                        .copyFrom(foreign(offset, numBytes));
            }
        } finally {
            reachabilityFence(this);
        }
    }

    /**
     * Copies {@code numBytes} bytes of an array of primitives into this segment at {@code offset}.
     *
     * @param source an array of any primitive type but boolean
     * @param sourcePointer where to read, in bytes from the array's first element
     * @throws IllegalArgumentException if {@code source} is not such an array
     */
    public final void copyFromUnsafe(int offset, Object source, int sourcePointer, int numBytes) {
        checkRange(offset, numBytes);
        try {
            if (source instanceof byte[] bytes) {
                put(offset, bytes, sourcePointer, numBytes);
            } else {
                foreign(offset, numBytes)
                        .copyFrom(PrimitiveArrays.slice(source, sourcePointer, numBytes));
            }
        } finally {
            reachabilityFence(this);
        }
    }

    /** A range, which was checked, as the platform sees it; not kept. */
    final java.lang.foreign.MemorySegment foreign(int offset, int numBytes) {
        return address != 0
                ? RawMemory.segment(address + offset, numBytes)
                : java.lang.foreign.MemorySegment.ofArray(heapMemory).asSlice(offset, numBytes);
    }

    /**
     * Swaps {@code len} bytes of two segments.
     *
     * @param tempBuffer scratch space of at least {@code len} bytes
     */
    public final void swapBytes(
            byte[] tempBuffer, MemorySegment seg2, int offset1, int offset2, int len) {
        SegmentBounds.checkArray(tempBuffer.length, 0, len);
        checkRange(offset1, len);
        seg2.checkRange(offset2, len);
        try {
            if (address != 0 && seg2.address != 0) {
                RawMemory.swap(address + offset1, seg2.address + offset2, len, tempBuffer);
            } else {
                get(offset1, tempBuffer, 0, len);
                copy(seg2, offset2, this, offset1, len);
                seg2.put(offset2, tempBuffer, 0, len);
            }
        } finally {
            reachabilityFence(this);
            reachabilityFence(seg2);
        }
    }
}
