package io.plimsoll.memory.access;

import io.plimsoll.memory.region.NativeComparison;
import io.plimsoll.memory.region.RegionTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Comparison of byte strings that lie at addresses, in arrays, or one here and one there.
 *
 * <p>What {@link RawMemory} asks of its callers holds here too. Ranges within arrays are checked by
 * the platform.
 *
 * <p>Strings of up to four words are compared here, by words that may overlap, since reading some
 * bytes twice is cheaper than to decide which were read. Longer ones go to the C library, or if
 * both are arrays to the JDK, which have vector instructions: the compiler uses them in no loop
 * that may end early. Only where something differs is the byte looked for.
 */
public final class RawComparison {

    /** Up to here comparing words was measured to take less time than a call. */
    private static final int MAX_WORDS_BYTES = 4 * Long.BYTES;

    /** Long enough for the call to pay, short enough that finding the byte takes no longer. */
    private static final int BLOCK_BYTES = 1024;

    private RawComparison() {}

    /** Whether two byte strings of one length are the same. */
    public static boolean equal(long a, long b, long bytes) {
        assert RegionTable.isLive(a, bytes) && RegionTable.isLive(b, bytes);
        if (bytes > MAX_WORDS_BYTES) {
            return NativeComparison.compare(a, b, bytes) == 0;
        }
        long last = bytes - Long.BYTES;
        if (last < 0) {
            return findBelowWord(null, a, b, (int) bytes) < 0;
        }
        long bits = differingBits(a, b) | differingBits(a + last, b + last);
        if (last > Long.BYTES) {
            bits |= differingBits(a + 8, b + 8) | differingBits(a + last - 8, b + last - 8);
        }
        return bits == 0;
    }

    /**
     * Compares two byte strings as unsigned bytes; of two where one begins the other, the shorter
     * is the smaller.
     *
     * @return negative, zero or positive
     */
    public static int compareUnsigned(long a, long lengthA, long b, long lengthB) {
        assert RegionTable.isLive(a, lengthA) && RegionTable.isLive(b, lengthB);
        long length = Math.min(lengthA, lengthB);
        int order;
        if (length < Long.BYTES) {
            order = compareBelowWord(a, b, (int) length);
        } else {
            long wordA = RawMemory.getLong(a);
            long wordB = RawMemory.getLong(b);
            // most strings differ early
            order = wordA != wordB ? compareWords(wordA, wordB) : compareRest(a, b, length);
        }
        return order != 0 ? order : Long.compare(lengthA, lengthB);
    }

    /** After a first word that is the same. */
    private static int compareRest(long a, long b, long length) {
        if (length > MAX_WORDS_BYTES) {
            return NativeComparison.compare(a, b, length);
        }
        long last = length - Long.BYTES;
        for (long at = Long.BYTES; at < last; at += Long.BYTES) {
            long wordA = RawMemory.getLong(a + at);
            long wordB = RawMemory.getLong(b + at);
            if (wordA != wordB) {
                return compareWords(wordA, wordB);
            }
        }
        return compareWords(RawMemory.getLong(a + last), RawMemory.getLong(b + last));
    }

    private static int compareBelowWord(long a, long b, int length) {
        int at = findBelowWord(null, a, b, length);
        return at < 0
                ? 0
                : Byte.compareUnsigned(RawMemory.getByte(a + at), RawMemory.getByte(b + at));
    }

    /** Compares words that were read in native order by their bytes. */
    private static int compareWords(long a, long b) {
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN
                ? Long.compareUnsigned(Long.reverseBytes(a), Long.reverseBytes(b))
                : Long.compareUnsigned(a, b);
    }

    /** Returns the offset of the first byte that differs, or -1 if none does. */
    public static long mismatch(long a, long b, long bytes) {
        assert RegionTable.isLive(a, bytes) && RegionTable.isLive(b, bytes);
        if (bytes <= MAX_WORDS_BYTES) {
            return find(null, a, b, (int) bytes);
        }
        // most strings differ early
        long bits = differingBits(a, b);
        if (bits != 0) {
            return firstByte(bits);
        }
        for (long at = 0; at < bytes; at += BLOCK_BYTES) {
            int length = (int) Math.min(bytes - at, BLOCK_BYTES);
            if (NativeComparison.compare(a + at, b + at, length) != 0) {
                return at + find(null, a + at, b + at, length);
            }
        }
        return -1;
    }

    private static long differingBits(long a, long b) {
        return RawMemory.getLong(a) ^ RawMemory.getLong(b);
    }

    /** Returns the offset of the first byte that differs, or -1 if none does. */
    public static int mismatch(byte[] a, int offsetA, byte[] b, int offsetB, int bytes) {
        int last = bytes - Long.BYTES;
        if (last < 0 || last > Long.BYTES) {
            return Arrays.mismatch(a, offsetA, offsetA + bytes, b, offsetB, offsetB + bytes);
        }
        // one word or two
        long bits = word(a, offsetA) ^ word(b, offsetB);
        if (bits != 0) {
            return firstByte(bits);
        }
        bits = word(a, offsetA + last) ^ word(b, offsetB + last);
        return bits == 0 ? -1 : last + firstByte(bits);
    }

    /** Whether as many bytes of two arrays are the same. */
    public static boolean equal(byte[] a, int offsetA, byte[] b, int offsetB, int bytes) {
        return mismatch(a, offsetA, b, offsetB, bytes) < 0;
    }

    /** Whether as many bytes of an array and at an address are the same. */
    public static boolean equal(byte[] a, int offsetA, long b, int bytes) {
        assert RegionTable.isLive(b, bytes);
        return bytes > MAX_WORDS_BYTES
                ? NativeComparison.compare(a, offsetA, b, bytes) == 0
                : find(a, offsetA, b, bytes) < 0;
    }

    /**
     * Returns the offset of the first byte that differs between an array and what lies at an
     * address, or -1 if none does.
     */
    public static int mismatch(byte[] a, int offsetA, long b, int bytes) {
        assert RegionTable.isLive(b, bytes);
        if (bytes <= MAX_WORDS_BYTES) {
            return find(a, offsetA, b, bytes);
        }
        long bits = word(a, offsetA) ^ RawMemory.getLong(b);
        if (bits != 0) {
            return firstByte(bits);
        }
        for (int at = 0; at < bytes; at += BLOCK_BYTES) {
            int length = Math.min(bytes - at, BLOCK_BYTES);
            if (NativeComparison.compare(a, offsetA + at, b + at, length) != 0) {
                return at + find(a, offsetA + at, b + at, length);
            }
        }
        return -1;
    }

    // From here on the first string begins at an index of an array, or at an address if that is
    // null

    /** Word by word, the last of which may overlap the one before. */
    private static int find(byte @Nullable [] array, long a, long b, int bytes) {
        int last = bytes - Long.BYTES;
        if (last < 0) {
            return findBelowWord(array, a, b, bytes);
        }
        for (int at = 0; at < last; at += Long.BYTES) {
            long bits = word(array, a + at) ^ RawMemory.getLong(b + at);
            if (bits != 0) {
                return at + firstByte(bits);
            }
        }
        long bits = word(array, a + last) ^ RawMemory.getLong(b + last);
        return bits == 0 ? -1 : last + firstByte(bits);
    }

    private static int findBelowWord(byte @Nullable [] array, long a, long b, int bytes) {
        int at = 0;
        if (bytes >= Integer.BYTES) {
            int bits = half(array, a) ^ RawMemory.getInt(b);
            if (bits != 0) {
                return firstByte(bits);
            }
            at = Integer.BYTES;
        }
        for (; at < bytes; at++) {
            if (one(array, a + at) != RawMemory.getByte(b + at)) {
                return at;
            }
        }
        return -1;
    }

    private static long word(byte @Nullable [] array, long position) {
        return array == null
                ? RawMemory.getLong(position)
                : (long) RawArrays.LONG.get(array, (int) position);
    }

    private static int half(byte @Nullable [] array, long position) {
        return array == null
                ? RawMemory.getInt(position)
                : (int) RawArrays.INT.get(array, (int) position);
    }

    private static byte one(byte @Nullable [] array, long position) {
        return array == null ? RawMemory.getByte(position) : array[(int) position];
    }

    /** Index of the first byte that is not zero in a word that was read in native order. */
    private static int firstByte(long bits) {
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN
                ? Long.numberOfTrailingZeros(bits) >>> 3
                : Long.numberOfLeadingZeros(bits) >>> 3;
    }

    private static int firstByte(int bits) {
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN
                ? Integer.numberOfTrailingZeros(bits) >>> 3
                : Integer.numberOfLeadingZeros(bits) >>> 3;
    }
}
