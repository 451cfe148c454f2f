package io.plimsoll.memory.allocator;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * A block of off-heap memory whose every access is checked: outside of it is an {@link
 * IndexOutOfBoundsException}, after {@link #free} an {@link IllegalStateException}.
 *
 * <p>Offsets and lengths are in bytes from the start of the block, and need no alignment. Numbers
 * are in native order.
 *
 * <p>The object belongs to the place in memory: unless {@link AllocatorOptions#checkUseAfterFree}
 * is on, or leases are followed, it serves again when a block is next allocated there, and a
 * reference kept beyond {@code free} may come alive with somebody else's data.
 *
 * <p><b>Threads:</b> any thread may use a block, but no operation synchronizes. Whoever hands one
 * to another thread publishes it safely.
 */
public final class MemoryBlock implements AutoCloseable {

    /** Makes every check fail, for every offset and length. */
    private static final int FREED = -1;

    private final BlockHome home;
    private final long address;

    /** Set with each life; plain. */
    private int usableBytes;

    /** The size while the block is live, {@link #FREED} otherwise; plain, as a segment's is. */
    private int limit = FREED;

    MemoryBlock(BlockHome home, long address) {
        this.home = home;
        this.address = address;
    }

    /** Brings the object to life for a block that was just allocated. */
    MemoryBlock open(int sizeBytes, int newUsableBytes) {
        usableBytes = newUsableBytes;
        limit = sizeBytes;
        return this;
    }

    /** Returns the length that was asked for. */
    public int sizeBytes() {
        requireLive();
        return limit;
    }

    /** Returns how long the block could be: its length rounded up as the allocator does. */
    public int usableBytes() {
        return usableBytes;
    }

    /**
     * Returns the address of the first byte.
     *
     * @throws IllegalStateException if the block has been freed
     */
    public long address() {
        requireLive();
        return address;
    }

    /** Whether the block has been freed. */
    public boolean isFreed() {
        return limit < 0;
    }

    /**
     * Ends the block.
     *
     * @throws IllegalStateException if that has been done; if leases are followed at level {@link
     *     io.plimsoll.memory.leak.LeakDetection#ADVANCED} or above, the cause is the stack of the
     *     first time, as it is when a freed block is used
     */
    public void free() {
        requireLive();
        limit = FREED;
        try {
            home.free(address);
        } finally {
            // lest it is found lost in the middle of this
            Reference.reachabilityFence(this);
        }
    }

    /** Ends the block unless that has been done. */
    @Override
    public void close() {
        if (limit >= 0) {
            free();
        }
    }

    /**
     * Makes the block that many bytes long, within {@link #usableBytes}; its contents stay.
     *
     * @throws IllegalArgumentException if it cannot be that long
     * @throws IllegalStateException if the block has been freed
     */
    public void resize(int sizeBytes) {
        requireLive();
        if (sizeBytes < 1 || sizeBytes > usableBytes) {
            throw new IllegalArgumentException(
                    "sizeBytes=%d (expected 1 to %d)".formatted(sizeBytes, usableBytes));
        }
        limit = sizeBytes;
    }

    /** Reads a byte. */
    public byte get(int offset) {
        check(offset, Byte.BYTES);
        return RawMemory.getByte(address + offset);
    }

    /** Writes a byte. */
    public void put(int offset, byte value) {
        check(offset, Byte.BYTES);
        RawMemory.putByte(address + offset, value);
    }

    /** Reads a short. */
    public short getShort(int offset) {
        check(offset, Short.BYTES);
        return RawMemory.getShort(address + offset);
    }

    /** Writes a short. */
    public void putShort(int offset, short value) {
        check(offset, Short.BYTES);
        RawMemory.putShort(address + offset, value);
    }

    /** Reads an int. */
    public int getInt(int offset) {
        check(offset, Integer.BYTES);
        return RawMemory.getInt(address + offset);
    }

    /** Writes an int. */
    public void putInt(int offset, int value) {
        check(offset, Integer.BYTES);
        RawMemory.putInt(address + offset, value);
    }

    /** Reads a long. */
    public long getLong(int offset) {
        check(offset, Long.BYTES);
        return RawMemory.getLong(address + offset);
    }

    /** Writes a long. */
    public void putLong(int offset, long value) {
        check(offset, Long.BYTES);
        RawMemory.putLong(address + offset, value);
    }

    /** Reads a float. */
    public float getFloat(int offset) {
        return Float.intBitsToFloat(getInt(offset));
    }

    /** Writes a float. */
    public void putFloat(int offset, float value) {
        putInt(offset, Float.floatToRawIntBits(value));
    }

    /** Reads a double. */
    public double getDouble(int offset) {
        return Double.longBitsToDouble(getLong(offset));
    }

    /** Writes a double. */
    public void putDouble(int offset, double value) {
        putLong(offset, Double.doubleToRawLongBits(value));
    }

    /** Copies into an array. */
    public void get(int offset, byte[] target, int targetOffset, int length) {
        check(offset, length);
        checkArray(target, targetOffset, length);
        RawMemory.copyToArray(address + offset, target, targetOffset, length);
    }

    /** Copies from an array. */
    public void put(int offset, byte[] source, int sourceOffset, int length) {
        check(offset, length);
        checkArray(source, sourceOffset, length);
        RawMemory.copyFromArray(source, sourceOffset, address + offset, length);
    }

    /** Copies to another block or, if they overlap, within this one. */
    public void copyTo(int offset, MemoryBlock target, int targetOffset, int length) {
        check(offset, length);
        target.check(targetOffset, length);
        RawMemory.copy(address + offset, target.address + targetOffset, length);
    }

    /** Copies to a segment. */
    public void copyTo(int offset, MemorySegment target, int targetOffset, int length) {
        check(offset, length);
        target.put(targetOffset, view(offset, length), length);
    }

    /** Copies from a segment. */
    public void copyFrom(int offset, MemorySegment source, int sourceOffset, int length) {
        check(offset, length);
        source.get(sourceOffset, view(offset, length), length);
    }

    /** Sets bytes to one value. */
    public void fill(int offset, int length, byte value) {
        check(offset, length);
        RawMemory.fill(address + offset, length, value);
    }

    /**
     * Returns a big-endian buffer over part of the block, for channels and codecs. It does not
     * notice when the block is freed.
     */
    public ByteBuffer view(int offset, int length) {
        check(offset, length);
        return RawMemory.view(address + offset, length);
    }

    @Override
    public String toString() {
        return isFreed()
                ? "MemoryBlock[freed]"
                : "MemoryBlock[%d bytes at 0x%x]".formatted(limit, address);
    }

    private void requireLive() {
        if (limit < 0) {
            throw freed();
        }
    }

    private void check(int offset, int length) {
        if ((offset | length) < 0 || offset > limit - length) {
            throw refuse(offset, length);
        }
    }

    private RuntimeException refuse(int offset, int length) {
        if (limit < 0) {
            return freed();
        }
        return new IndexOutOfBoundsException(
                "offset=%d length=%d (expected a range within the block's %d bytes)"
                        .formatted(offset, length, limit));
    }

    private IllegalStateException freed() {
        return new IllegalStateException(
                "block=0x%x of %s has been freed (expected a live one)"
                        .formatted(address, home.allocator()),
                home.firstFree());
    }

    private static void checkArray(byte[] array, int offset, int length) {
        if (offset < 0 || offset > array.length - length) {
            throw new IndexOutOfBoundsException(
                    "offset=%d length=%d (expected a range within the array's %d bytes)"
                            .formatted(offset, length, array.length));
        }
    }
}
