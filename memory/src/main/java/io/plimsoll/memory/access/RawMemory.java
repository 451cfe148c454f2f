package io.plimsoll.memory.access;

import static io.plimsoll.memory.region.ProcessMemory.EVERYTHING;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.ByteOrder.BIG_ENDIAN;

import io.plimsoll.memory.region.RegionTable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Loads, stores and bulk operations at absolute addresses.
 *
 * <p>The caller guarantees that every byte touched belongs to live memory that it owns; only
 * assertions check it. Lengths are in bytes. No alignment is needed.
 */
public final class RawMemory {

    // Handles rather than EVERYTHING.get(layout, address), which is a call more: the compiler
    // inlines
    // no deeper than 15 calls, and eight of them are the platform's own below such a handle.
    private static final VarHandle BYTE = handle(JAVA_BYTE);
    private static final VarHandle SHORT = handle(JAVA_SHORT_UNALIGNED);
    private static final VarHandle CHAR = handle(JAVA_CHAR_UNALIGNED);
    private static final VarHandle INT = handle(JAVA_INT_UNALIGNED);
    private static final VarHandle LONG = handle(JAVA_LONG_UNALIGNED);
    private static final VarHandle SHORT_BIG = handle(JAVA_SHORT_UNALIGNED.withOrder(BIG_ENDIAN));
    private static final VarHandle INT_BIG = handle(JAVA_INT_UNALIGNED.withOrder(BIG_ENDIAN));
    private static final VarHandle LONG_BIG = handle(JAVA_LONG_UNALIGNED.withOrder(BIG_ENDIAN));

    private RawMemory() {}

    private static VarHandle handle(ValueLayout layout) {
        return layout.varHandle().withInvokeExactBehavior();
    }

    /** Reads a byte. */
    public static byte getByte(long address) {
        assert isLive(address, Byte.BYTES);
        return (byte) BYTE.get(EVERYTHING, address);
    }

    /** Reads a short in native order. */
    public static short getShort(long address) {
        assert isLive(address, Short.BYTES);
        return (short) SHORT.get(EVERYTHING, address);
    }

    /** Reads a char in native order. */
    public static char getChar(long address) {
        assert isLive(address, Character.BYTES);
        return (char) CHAR.get(EVERYTHING, address);
    }

    /** Reads an int in native order. */
    public static int getInt(long address) {
        assert isLive(address, Integer.BYTES);
        return (int) INT.get(EVERYTHING, address);
    }

    /** Reads a long in native order. */
    public static long getLong(long address) {
        assert isLive(address, Long.BYTES);
        return (long) LONG.get(EVERYTHING, address);
    }

    /** Reads a short, most significant byte first. */
    public static short getShortBigEndian(long address) {
        assert isLive(address, Short.BYTES);
        return (short) SHORT_BIG.get(EVERYTHING, address);
    }

    /** Reads an int, most significant byte first. */
    public static int getIntBigEndian(long address) {
        assert isLive(address, Integer.BYTES);
        return (int) INT_BIG.get(EVERYTHING, address);
    }

    /** Reads a long, most significant byte first. */
    public static long getLongBigEndian(long address) {
        assert isLive(address, Long.BYTES);
        return (long) LONG_BIG.get(EVERYTHING, address);
    }

    /** Writes a byte. */
    public static void putByte(long address, byte value) {
        assert isLive(address, Byte.BYTES);
        BYTE.set(EVERYTHING, address, value);
    }

    /** Writes a short in native order. */
    public static void putShort(long address, short value) {
        assert isLive(address, Short.BYTES);
        SHORT.set(EVERYTHING, address, value);
    }

    /** Writes a char in native order. */
    public static void putChar(long address, char value) {
        assert isLive(address, Character.BYTES);
        CHAR.set(EVERYTHING, address, value);
    }

    /** Writes an int in native order. */
    public static void putInt(long address, int value) {
        assert isLive(address, Integer.BYTES);
        INT.set(EVERYTHING, address, value);
    }

    /** Writes a long in native order. */
    public static void putLong(long address, long value) {
        assert isLive(address, Long.BYTES);
        LONG.set(EVERYTHING, address, value);
    }

    /** Writes a short, most significant byte first. */
    public static void putShortBigEndian(long address, short value) {
        assert isLive(address, Short.BYTES);
        SHORT_BIG.set(EVERYTHING, address, value);
    }

    /** Writes an int, most significant byte first. */
    public static void putIntBigEndian(long address, int value) {
        assert isLive(address, Integer.BYTES);
        INT_BIG.set(EVERYTHING, address, value);
    }

    /** Writes a long, most significant byte first. */
    public static void putLongBigEndian(long address, long value) {
        assert isLive(address, Long.BYTES);
        LONG_BIG.set(EVERYTHING, address, value);
    }

    /** Copies bytes; source and target may overlap. */
    public static void copy(long source, long target, long bytes) {
        assert isLive(source, bytes) && isLive(target, bytes);
        if (bytes > 2 * Long.BYTES || bytes < Long.BYTES) {
            MemorySegment.copy(EVERYTHING, source, EVERYTHING, target, bytes);
            return;
        }
        // one word or two, which overlap; both are read before the target may change them
        long last = bytes - Long.BYTES;
        long head = getLong(source);
        long tail = getLong(source + last);
        putLong(target, head);
        putLong(target + last, tail);
    }

    /**
     * Swaps bytes by way of an array that has room for them. If the ranges overlap, what goes to
     * {@code b} is written last.
     */
    public static void swap(long a, long b, int bytes, byte[] temp) {
        assert isLive(a, bytes) && isLive(b, bytes);
        if (bytes > 2 * Long.BYTES || bytes < Long.BYTES) {
            copyToArray(a, temp, 0, bytes);
            copy(b, a, bytes);
            copyFromArray(temp, 0, b, bytes);
            return;
        }
        // one word or two, as in a copy
        int last = bytes - Long.BYTES;
        long headA = getLong(a);
        long tailA = getLong(a + last);
        long headB = getLong(b);
        long tailB = getLong(b + last);
        putLong(a, headB);
        putLong(a + last, tailB);
        putLong(b, headA);
        putLong(b + last, tailA);
    }

    /** Copies from an array. */
    public static void copyFromArray(byte[] source, int sourceOffset, long target, int bytes) {
        assert isLive(target, bytes);
        MemorySegment.copy(source, sourceOffset, EVERYTHING, JAVA_BYTE, target, bytes);
    }

    /** Copies into an array. */
    public static void copyToArray(long source, byte[] target, int targetOffset, int bytes) {
        assert isLive(source, bytes);
        MemorySegment.copy(EVERYTHING, JAVA_BYTE, source, target, targetOffset, bytes);
    }

    /** Sets every byte to one value. */
    public static void fill(long address, long bytes, byte value) {
        assert isLive(address, bytes);
        EVERYTHING.asSlice(address, bytes).fill(value);
    }

    /** Returns the platform's view of a range. It does not keep the memory alive. */
    public static MemorySegment segment(long address, long bytes) {
        assert isLive(address, bytes);
        return EVERYTHING.asSlice(address, bytes);
    }

    /**
     * Returns a big-endian buffer over a range, for channels and codecs. The buffer does not keep
     * the memory alive.
     */
    public static ByteBuffer view(long address, int bytes) {
        assert isLive(address, bytes);
        return EVERYTHING.asSlice(address, bytes).asByteBuffer();
    }

    /** Computes the CRC32C of a range, with the processor's instruction where it has one. */
    public static int crc32c(long address, int bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(view(address, bytes));
        return (int) checksum.getValue();
    }

    private static boolean isLive(long address, long bytes) {
        return RegionTable.isLive(address, bytes);
    }
}
