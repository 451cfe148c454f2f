package io.plimsoll.memory.segment;

import io.plimsoll.memory.region.UnpooledMemory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes segments that belong to no pool and are charged to no budget. Any thread may call it.
 *
 * <p>Data belongs on pages of a {@code MemoryPool}; these segments are for small change and tests.
 */
public final class MemorySegmentFactory {

    private MemorySegmentFactory() {}

    /** Returns a segment over an array, which the two then share. */
    public static MemorySegment wrap(byte[] buffer) {
        return new MemorySegment(buffer, null);
    }

    /**
     * Returns a heap segment with a copy of the bytes from {@code start} to before {@code end}.
     *
     * @throws IllegalArgumentException if that is no range of the array
     */
    public static MemorySegment wrapCopy(byte[] bytes, int start, int end) {
        if (start < 0 || end < start || end > bytes.length) {
            throw new IllegalArgumentException(
                    "start=%d, end=%d (expected a range within length=%d)"
                            .formatted(start, end, bytes.length));
        }
        return wrap(Arrays.copyOfRange(bytes, start, end));
    }

    /** Returns a heap segment of four bytes that hold the value, most significant byte first. */
    public static MemorySegment wrapInt(int value) {
        MemorySegment segment = allocateUnpooledSegment(Integer.BYTES);
        segment.putIntBigEndian(0, value);
        return segment;
    }

    /** Returns a zeroed heap segment. */
    public static MemorySegment allocateUnpooledSegment(int size) {
        return allocateUnpooledSegment(size, null);
    }

    /** Returns a zeroed heap segment with an owner. */
    public static MemorySegment allocateUnpooledSegment(int size, @Nullable Object owner) {
        return new MemorySegment(new byte[size], owner);
    }

    /**
     * Returns a zeroed off-heap segment whose memory the garbage collector gives back, within
     * {@code -XX:MaxDirectMemorySize}.
     */
    public static MemorySegment allocateUnpooledOffHeapMemory(int size) {
        return allocateUnpooledOffHeapMemory(size, null);
    }

    /** Returns a segment as {@link #allocateUnpooledOffHeapMemory(int)} does, with an owner. */
    public static MemorySegment allocateUnpooledOffHeapMemory(int size, @Nullable Object owner) {
        return new MemorySegment(ByteBuffer.allocateDirect(size), owner);
    }

    /** Returns a zeroed off-heap segment whose memory is given back when it is freed. */
    public static MemorySegment allocateOffHeapUnsafeMemory(int size) {
        return allocateOffHeapUnsafeMemory(size, null, () -> {});
    }

    /**
     * Returns a zeroed off-heap segment whose memory is given back when it is freed, or else when
     * it is no longer reachable.
     *
     * @param customCleanupAction runs once, after the memory was given back
     */
    public static MemorySegment allocateOffHeapUnsafeMemory(
            int size, @Nullable Object owner, Runnable customCleanupAction) {
        UnpooledMemory memory = UnpooledMemory.allocate(size);
        Runnable release = memory.releaseOnce(customCleanupAction);
        MemorySegment segment = MemorySegment.overAddress(memory.address(), size, owner, release);
        UnpooledMemory.releaseWhenUnreachable(segment, release);
        return segment;
    }

    /**
     * Returns a segment over the whole memory of a direct buffer.
     *
     * @throws IllegalArgumentException if the buffer is not direct, or read-only: a write to a file
     *     mapped so would end the process
     */
    public static MemorySegment wrapOffHeapMemory(ByteBuffer memory) {
        if (memory.isReadOnly()) {
            throw new IllegalArgumentException(
                    "memory=" + memory + " (expected a buffer that may be written)");
        }
        return new MemorySegment(memory, null);
    }
}
