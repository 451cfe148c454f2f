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

    /** Up to here a loop of words was measured to beat the platform's vector stub. */
    private static final int SHORT_BYTES = 128;

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

    /** Returns the offset of the first byte that differs, or -1 if none does. */
    public static long mismatch(long a, long b, long bytes) {
        assert isLive(a, bytes) && isLive(b, bytes);
        if (bytes > SHORT_BYTES) {
            return MemorySegment.mismatch(EVERYTHING, a, a + bytes, EVERYTHING, b, b + bytes);
        }
        long offset = 0;
        for (; offset + Long.BYTES <= bytes; offset += Long.BYTES) {
            long bits = EVERYTHING.get(LONG_BIG, a + offset) ^ EVERYTHING.get(LONG_BIG, b + offset);
            if (bits != 0) {
                return offset + (Long.numberOfLeadingZeros(bits) >>> 3);
            }
        }
        for (; offset < bytes; offset++) {
            if (EVERYTHING.get(JAVA_BYTE, a + offset) != EVERYTHING.get(JAVA_BYTE, b + offset)) {
                return offset;
            }
        }
        return -1;
    }

    /**
     * Compares two byte strings as unsigned bytes; of two where one begins the other, the shorter
     * is the smaller.
     *
     * @return negative, zero or positive
     */
    public static int compareUnsigned(long a, long lengthA, long b, long lengthB) {
        assert isLive(a, lengthA) && isLive(b, lengthB);
        long length = Math.min(lengthA, lengthB);
        if (length < Long.BYTES) {
            return compareShort(a, lengthA, b, lengthB, length);
        }
        long wordA = EVERYTHING.get(LONG, a);
        long wordB = EVERYTHING.get(LONG, b);
        return wordA == wordB
                ? compareLong(a, lengthA, b, lengthB, length)
                : compareWords(wordA, wordB);
    }

    /** Less than a word: byte by byte. */
    private static int compareShort(long a, long lengthA, long b, long lengthB, long length) {
        for (long offset = 0; offset < length; offset++) {
            int difference = byteDifference(a + offset, b + offset);
            if (difference != 0) {
                return difference;
            }
        }
        return Long.compare(lengthA, lengthB);
    }

    /** The first words are the same; the last ones may overlap those before, which are too then. */
    private static int compareLong(long a, long lengthA, long b, long lengthB, long length) {
        if (length > SHORT_BYTES) {
            long offset = mismatch(a, b, length);
            return offset < 0
                    ? Long.compare(lengthA, lengthB)
                    : byteDifference(a + offset, b + offset);
        }
        long last = length - Long.BYTES;
        for (long offset = Long.BYTES; offset < last; offset += Long.BYTES) {
            long wordA = EVERYTHING.get(LONG, a + offset);
            long wordB = EVERYTHING.get(LONG, b + offset);
            if (wordA != wordB) {
                return compareWords(wordA, wordB);
            }
        }
        long wordA = EVERYTHING.get(LONG, a + last);
        long wordB = EVERYTHING.get(LONG, b + last);
        return wordA == wordB ? Long.compare(lengthA, lengthB) : compareWords(wordA, wordB);
    }

    private static int byteDifference(long a, long b) {
        return (EVERYTHING.get(JAVA_BYTE, a) & 0xFF) - (EVERYTHING.get(JAVA_BYTE, b) & 0xFF);
    }

    /** Compares words that were read in native order by their bytes. */
    private static int compareWords(long a, long b) {
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN
                ? Long.compareUnsigned(Long.reverseBytes(a), Long.reverseBytes(b))
                : Long.compareUnsigned(a, b);
    }

    /** Whether two byte strings of one length are the same. */
    public static boolean equal(long a, long b, long bytes) {
        return mismatch(a, b, bytes) < 0;
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
