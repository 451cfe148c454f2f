package io.plimsoll.operators.hash;

import io.plimsoll.memory.access.RawArrays;
import io.plimsoll.memory.access.RawMemory;
import org.jspecify.annotations.Nullable;

/**
 * A hash of byte strings: 64 bits, as good as random for any input, not for adversaries.
 *
 * <p><em>Method.</em> The folded multiplication of wyhash (Wang Yi, 2019): two words, each mixed
 * with a constant or with what came before, are multiplied to 128 bits whose halves are combined.
 * Up to 16 bytes are two words that may overlap; of longer strings three chains take 48 bytes at a
 * time, and overlap in the processor. Lengths take part, so that no string's hash is that of a
 * longer one with the same words. Words are read in little-endian order on every platform.
 *
 * <p>Any thread.
 */
public final class ByteHash {

    // Odd, with as many ones as zeros in every byte, as the method wants them.
    private static final long SECRET_0 = 0xa0761d6478bd642fL;
    private static final long SECRET_1 = 0xe7037ed1a0b428dbL;
    private static final long SECRET_2 = 0x8ebc6af09c88c6e3L;
    private static final long SECRET_3 = 0x589965cc75374cc3L;

    private static final int SHORT_BYTES = 2 * Long.BYTES;
    private static final int BLOCK_BYTES = 6 * Long.BYTES;

    private ByteHash() {}

    /** Hashes what lies at an address, which the caller owns. */
    public static long hash(long address, int lengthBytes) {
        if (lengthBytes == Long.BYTES) {
            return hashOfWord(word(null, address));
        }
        return lengthBytes <= SHORT_BYTES
                ? hashShort(null, address, lengthBytes)
                : hashLong(null, address, lengthBytes);
    }

    /** Hashes a range of an array. */
    public static long hash(byte[] array, int offset, int lengthBytes) {
        if (lengthBytes == Long.BYTES) {
            return hashOfWord(word(array, offset));
        }
        return lengthBytes <= SHORT_BYTES
                ? hashShort(array, offset, lengthBytes)
                : hashLong(array, offset, lengthBytes);
    }

    /** The hash of eight bytes, given as they lie in memory of this platform. */
    public static long hashLong(long value) {
        return hashOfWord(RawArrays.NATIVE_IS_LITTLE_ENDIAN ? value : Long.reverseBytes(value));
    }

    /** Combines two hashes to one that depends on both, and on their order. */
    public static long combine(long first, long second) {
        return fold(first ^ SECRET_2, Long.rotateLeft(second, 32) ^ SECRET_3);
    }

    private static long hashOfWord(long word) {
        long mixed = fold(word ^ SECRET_1, Long.rotateLeft(word, 32) ^ SECRET_0);
        return fold(mixed ^ SECRET_2, SECRET_1 ^ Long.BYTES);
    }

    // The string begins at an index of an array, or at an address if that is null

    private static long hashShort(byte @Nullable [] array, long start, int length) {
        long first;
        long last;
        if (length >= Long.BYTES) {
            first = word(array, start);
            last = word(array, start + length - Long.BYTES);
        } else if (length >= Integer.BYTES) {
            first = half(array, start);
            last = half(array, start + length - Integer.BYTES);
        } else if (length > 0) {
            first =
                    one(array, start) << 16
                            | one(array, start + (length >>> 1)) << 8
                            | one(array, start + length - 1);
            last = 0;
        } else {
            first = 0;
            last = 0;
        }
        return finish(first, last, SECRET_0, length);
    }

    private static long hashLong(byte @Nullable [] array, long start, int length) {
        long seed = SECRET_0;
        long at = start;
        int remaining = length;
        if (remaining > BLOCK_BYTES) {
            long second = seed;
            long third = seed;
            do {
                seed = fold(word(array, at) ^ SECRET_1, word(array, at + 8) ^ seed);
                second = fold(word(array, at + 16) ^ SECRET_2, word(array, at + 24) ^ second);
                third = fold(word(array, at + 32) ^ SECRET_3, word(array, at + 40) ^ third);
                at += BLOCK_BYTES;
                remaining -= BLOCK_BYTES;
            } while (remaining > BLOCK_BYTES);
            seed ^= second ^ third;
        }
        while (remaining > SHORT_BYTES) {
            seed = fold(word(array, at) ^ SECRET_1, word(array, at + 8) ^ seed);
            at += SHORT_BYTES;
            remaining -= SHORT_BYTES;
        }
        long end = at + remaining;
        return finish(word(array, end - 16), word(array, end - 8), seed, length);
    }

    private static long finish(long first, long last, long seed, int length) {
        return fold(fold(first ^ SECRET_1, last ^ seed) ^ SECRET_2, SECRET_1 ^ length);
    }

    private static long fold(long a, long b) {
        return a * b ^ Math.unsignedMultiplyHigh(a, b);
    }

    private static long word(byte @Nullable [] array, long position) {
        long word =
                array == null
                        ? RawMemory.getLong(position)
                        : (long) RawArrays.LONG.get(array, (int) position);
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN ? word : Long.reverseBytes(word);
    }

    private static long half(byte @Nullable [] array, long position) {
        int half =
                array == null
                        ? RawMemory.getInt(position)
                        : (int) RawArrays.INT.get(array, (int) position);
        return Integer.toUnsignedLong(
                RawArrays.NATIVE_IS_LITTLE_ENDIAN ? half : Integer.reverseBytes(half));
    }

    private static long one(byte @Nullable [] array, long position) {
        return Byte.toUnsignedLong(
                array == null ? RawMemory.getByte(position) : array[(int) position]);
    }
}
