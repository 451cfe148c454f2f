package io.plimsoll.memory.access;

import static io.plimsoll.memory.region.ProcessMemory.EVERYTHING;

import io.plimsoll.memory.region.RegionTable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Comparison of byte strings that lie at addresses, in arrays, or one here and one there.
 *
 * <p>What {@link RawMemory} asks of its callers holds here too. Ranges within arrays are checked by
 * the platform.
 *
 * <p>The platform has a vector instruction loop for two arrays only; for addresses its {@code
 * mismatch} goes word by word. So here long strings are taken in blocks, whose differences a loop
 * without exits gathers: one that the compiler turns into vector instructions. Only in a block that
 * differs is the byte looked for. Shorter strings go in steps of four words and one branch.
 */
public final class RawComparison {

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private static final int STEP_BYTES = 4 * Long.BYTES;

    /** From here on the loop over blocks was measured to beat that over steps. */
    private static final int MIN_BLOCK_BYTES = 256;

    /** Long enough for the vector loop to pay, short enough that a difference is soon noticed. */
    private static final int BLOCK_BYTES = 1024;

    private RawComparison() {}

    /** Returns the offset of the first byte that differs, or -1 if none does. */
    public static long mismatch(long a, long b, long bytes) {
        assert RegionTable.isLive(a, bytes) && RegionTable.isLive(b, bytes);
        if (bytes <= STEP_BYTES) {
            return mismatchInStep(null, a, b, (int) bytes);
        }
        // most strings that differ do so early
        long bits = word(a) ^ word(b);
        if (bits != 0) {
            return firstByte(bits);
        }
        long at = 0;
        for (; bytes - at >= BLOCK_BYTES; at += BLOCK_BYTES) {
            if (blockDiffers(a + at, b + at, BLOCK_BYTES)) {
                return at + mismatchInSteps(null, a + at, b + at, BLOCK_BYTES);
            }
        }
        for (; bytes - at >= MIN_BLOCK_BYTES; at += MIN_BLOCK_BYTES) {
            if (blockDiffers(a + at, b + at, MIN_BLOCK_BYTES)) {
                return at + mismatchInSteps(null, a + at, b + at, MIN_BLOCK_BYTES);
            }
        }
        return at == bytes ? -1 : mismatchFrom(null, a, b, Math.min(at, bytes - STEP_BYTES), bytes);
    }

    /** Returns the offset of the first byte that differs, or -1 if none does. */
    public static int mismatch(byte[] a, int offsetA, byte[] b, int offsetB, int bytes) {
        int last = bytes - Long.BYTES;
        if (last < 0 || last > Long.BYTES) {
            return Arrays.mismatch(a, offsetA, offsetA + bytes, b, offsetB, offsetB + bytes);
        }
        // one word or two
        long bits = indexedWord(a, offsetA) ^ indexedWord(b, offsetB);
        if (bits != 0) {
            return firstByte(bits);
        }
        bits = indexedWord(a, offsetA + last) ^ indexedWord(b, offsetB + last);
        return bits == 0 ? -1 : last + firstByte(bits);
    }

    /**
     * Returns the offset of the first byte that differs between an array and what lies at an
     * address, or -1 if none does.
     */
    public static int mismatch(byte[] a, int offsetA, long b, int bytes) {
        assert RegionTable.isLive(b, bytes);
        if (bytes <= STEP_BYTES) {
            return mismatchInStep(a, offsetA, b, bytes);
        }
        long bits = word(a, offsetA) ^ word(b);
        if (bits != 0) {
            return firstByte(bits);
        }
        int at = 0;
        for (; bytes - at >= BLOCK_BYTES; at += BLOCK_BYTES) {
            if (blockDiffers(a, offsetA + at, b + at, BLOCK_BYTES)) {
                return at + mismatchInSteps(a, offsetA + at, b + at, BLOCK_BYTES);
            }
        }
        for (; bytes - at >= MIN_BLOCK_BYTES; at += MIN_BLOCK_BYTES) {
            if (blockDiffers(a, offsetA + at, b + at, MIN_BLOCK_BYTES)) {
                return at + mismatchInSteps(a, offsetA + at, b + at, MIN_BLOCK_BYTES);
            }
        }
        return at == bytes
                ? -1
                : (int) mismatchFrom(a, offsetA, b, Math.min(at, bytes - STEP_BYTES), bytes);
    }

    /** A multiple of words. */
    private static boolean blockDiffers(long a, long b, int bytes) {
        // slices are checked once, and so let the compiler drop the checks within the loop
        MemorySegment x = EVERYTHING.asSlice(a, bytes);
        MemorySegment y = EVERYTHING.asSlice(b, bytes);
        long bits = 0;
        for (int at = 0; at <= bytes - Long.BYTES; at += Long.BYTES) {
            bits |= x.get(LONG, at) ^ y.get(LONG, at);
        }
        return bits != 0;
    }

    private static boolean blockDiffers(byte[] a, int offsetA, long b, int bytes) {
        MemorySegment y = EVERYTHING.asSlice(b, bytes);
        long bits = 0;
        for (int at = 0; at <= bytes - Long.BYTES; at += Long.BYTES) {
            bits |= indexedWord(a, offsetA + at) ^ y.get(LONG, at);
        }
        return bits != 0;
    }

    // From here on the first string begins at an index of an array, or at an address if that is
    // null

    /** As many bytes as a step has, or more, remain; none before {@code from} differs. */
    private static long mismatchFrom(
            byte @Nullable [] array, long a, long b, long from, long bytes) {
        int offset = mismatchInSteps(array, a + from, b + from, (int) (bytes - from));
        return offset < 0 ? -1 : from + offset;
    }

    /** A step or more; the last one may overlap those before it, in which nothing differs. */
    private static int mismatchInSteps(byte @Nullable [] array, long a, long b, int bytes) {
        int last = bytes - STEP_BYTES;
        for (int at = 0; at < last; at += STEP_BYTES) {
            if (stepDiffers(array, a + at, b + at)) {
                return at + mismatchInStep(array, a + at, b + at, STEP_BYTES);
            }
        }
        return stepDiffers(array, a + last, b + last)
                ? last + mismatchInStep(array, a + last, b + last, STEP_BYTES)
                : -1;
    }

    private static boolean stepDiffers(byte @Nullable [] array, long a, long b) {
        return array == null ? stepDiffers(a, b) : stepDiffers(array, (int) a, b);
    }

    // no slices here: for so few words they were measured to cost more than their checks
    private static boolean stepDiffers(long a, long b) {
        return ((word(a) ^ word(b))
                        | (word(a + 8) ^ word(b + 8))
                        | (word(a + 16) ^ word(b + 16))
                        | (word(a + 24) ^ word(b + 24)))
                != 0;
    }

    private static boolean stepDiffers(byte[] array, int index, long b) {
        return ((indexedWord(array, index) ^ word(b))
                        | (indexedWord(array, index + 8) ^ word(b + 8))
                        | (indexedWord(array, index + 16) ^ word(b + 16))
                        | (indexedWord(array, index + 24) ^ word(b + 24)))
                != 0;
    }

    /** Up to a step; words may overlap those before them, in which nothing differs. */
    private static int mismatchInStep(byte @Nullable [] array, long a, long b, int bytes) {
        int last = bytes - Long.BYTES;
        if (last < 0) {
            return mismatchInWord(array, a, b, bytes);
        }
        long bits = word(array, a) ^ word(b);
        if (bits != 0) {
            return firstByte(bits);
        }
        if (last > Long.BYTES) {
            bits = word(array, a + 8) ^ word(b + 8);
            if (bits != 0) {
                return 8 + firstByte(bits);
            }
            bits = word(array, a + last - 8) ^ word(b + last - 8);
            if (bits != 0) {
                return last - 8 + firstByte(bits);
            }
        }
        bits = word(array, a + last) ^ word(b + last);
        return bits == 0 ? -1 : last + firstByte(bits);
    }

    /** Less than a word. */
    private static int mismatchInWord(byte @Nullable [] array, long a, long b, int bytes) {
        if (bytes >= Integer.BYTES) {
            int bits = half(array, a) ^ RawMemory.getInt(b);
            if (bits != 0) {
                return firstByte(bits);
            }
            int last = bytes - Integer.BYTES;
            bits = half(array, a + last) ^ RawMemory.getInt(b + last);
            return bits == 0 ? -1 : last + firstByte(bits);
        }
        if (bytes > 0 && one(array, a) != RawMemory.getByte(b)) {
            return 0;
        }
        if (bytes > 1 && one(array, a + 1) != RawMemory.getByte(b + 1)) {
            return 1;
        }
        return bytes > 2 && one(array, a + 2) != RawMemory.getByte(b + 2) ? 2 : -1;
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
        if (length >= Long.BYTES) {
            long wordA = word(a);
            long wordB = word(b);
            if (wordA != wordB) {
                return compareWords(wordA, wordB);
            }
        }
        long offset = mismatch(a, b, length);
        return offset < 0
                ? Long.compare(lengthA, lengthB)
                : (RawMemory.getByte(a + offset) & 0xFF) - (RawMemory.getByte(b + offset) & 0xFF);
    }

    /** Whether two byte strings of one length are the same. */
    public static boolean equal(long a, long b, long bytes) {
        return mismatch(a, b, bytes) < 0;
    }

    private static long word(long address) {
        return RawMemory.getLong(address);
    }

    private static long word(byte @Nullable [] array, long position) {
        return array == null
                ? RawMemory.getLong(position)
                : (long) RawArrays.LONG.get(array, (int) position);
    }

    private static long indexedWord(byte[] array, int index) {
        return (long) RawArrays.LONG.get(array, index);
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

    /** Compares words that were read in native order by their bytes. */
    private static int compareWords(long a, long b) {
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN
                ? Long.compareUnsigned(Long.reverseBytes(a), Long.reverseBytes(b))
                : Long.compareUnsigned(a, b);
    }
}
