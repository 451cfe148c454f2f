package io.plimsoll.memory.access;

import static io.plimsoll.memory.region.ProcessMemory.EVERYTHING;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.plimsoll.memory.region.RegionTable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Loads, stores and bulk operations at absolute addresses.
 *
 * <p>The caller guarantees that every byte touched belongs to live memory that it owns; only
 * assertions check it. Lengths are in bytes. No alignment is needed.
 */
public final class RawMemory {

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfChar CHAR = ValueLayout.JAVA_CHAR_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfShort SHORT_BIG = SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT_BIG = INT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG_BIG = LONG.withOrder(ByteOrder.BIG_ENDIAN);

    private RawMemory() {}

    /** Reads a byte. */
    public static byte getByte(long address) {
        assert isLive(address, Byte.BYTES);
        return EVERYTHING.get(JAVA_BYTE, address);
    }

    /** Reads a short in native order. */
    public static short getShort(long address) {
        assert isLive(address, Short.BYTES);
        return EVERYTHING.get(SHORT, address);
    }

    /** Reads a char in native order. */
    public static char getChar(long address) {
        assert isLive(address, Character.BYTES);
        return EVERYTHING.get(CHAR, address);
    }

    /** Reads an int in native order. */
    public static int getInt(long address) {
        assert isLive(address, Integer.BYTES);
        return EVERYTHING.get(INT, address);
    }

    /** Reads a long in native order. */
    public static long getLong(long address) {
        assert isLive(address, Long.BYTES);
        return EVERYTHING.get(LONG, address);
    }

    /** Reads a short, most significant byte first. */
    public static short getShortBigEndian(long address) {
        assert isLive(address, Short.BYTES);
        return EVERYTHING.get(SHORT_BIG, address);
    }

    /** Reads an int, most significant byte first. */
    public static int getIntBigEndian(long address) {
        assert isLive(address, Integer.BYTES);
        return EVERYTHING.get(INT_BIG, address);
    }

    /** Reads a long, most significant byte first. */
    public static long getLongBigEndian(long address) {
        assert isLive(address, Long.BYTES);
        return EVERYTHING.get(LONG_BIG, address);
    }

    /** Writes a byte. */
    public static void putByte(long address, byte value) {
        assert isLive(address, Byte.BYTES);
        EVERYTHING.set(JAVA_BYTE, address, value);
    }

    /** Writes a short in native order. */
    public static void putShort(long address, short value) {
        assert isLive(address, Short.BYTES);
        EVERYTHING.set(SHORT, address, value);
    }

    /** Writes a char in native order. */
    public static void putChar(long address, char value) {
        assert isLive(address, Character.BYTES);
        EVERYTHING.set(CHAR, address, value);
    }

    /** Writes an int in native order. */
    public static void putInt(long address, int value) {
        assert isLive(address, Integer.BYTES);
        EVERYTHING.set(INT, address, value);
    }

    /** Writes a long in native order. */
    public static void putLong(long address, long value) {
        assert isLive(address, Long.BYTES);
        EVERYTHING.set(LONG, address, value);
    }

    /** Writes a short, most significant byte first. */
    public static void putShortBigEndian(long address, short value) {
        assert isLive(address, Short.BYTES);
        EVERYTHING.set(SHORT_BIG, address, value);
    }

    /** Writes an int, most significant byte first. */
    public static void putIntBigEndian(long address, int value) {
        assert isLive(address, Integer.BYTES);
        EVERYTHING.set(INT_BIG, address, value);
    }

    /** Writes a long, most significant byte first. */
    public static void putLongBigEndian(long address, long value) {
        assert isLive(address, Long.BYTES);
        EVERYTHING.set(LONG_BIG, address, value);
    }

    /** Copies bytes; source and target may overlap. */
    public static void copy(long source, long target, long bytes) {
        assert isLive(source, bytes) && isLive(target, bytes);
        MemorySegment.copy(EVERYTHING, source, EVERYTHING, target, bytes);
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
