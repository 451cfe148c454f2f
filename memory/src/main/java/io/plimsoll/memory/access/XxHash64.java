package io.plimsoll.memory.access;

import org.jspecify.annotations.Nullable;

/**
 * The hash function XXH64 (Y. Collet, 2012; doc/xxhash_spec.md of the xxHash project): 64 bits, as
 * good as random for any input, not for adversaries. The same on every platform.
 *
 * <p>Input is taken in stripes of 32 bytes, a lane of eight to each of four accumulators, whose
 * multiplications overlap in the processor. What remains is folded in one by one, and at last every
 * bit is made to depend on every other.
 */
public final class XxHash64 {

    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;

    private static final int STRIPE_BYTES = 4 * Long.BYTES;

    private XxHash64() {}

    /** Hashes what lies at an address; what {@link RawMemory} asks of its callers holds here. */
    public static long hash(long address, int bytes, long seed) {
        return digest(null, address, bytes, seed);
    }

    /** Hashes a range of an array. */
    public static long hash(byte[] array, int offset, int bytes, long seed) {
        return digest(array, offset, bytes, seed);
    }

    /** From a position on, which is an address or, in an array, an index. */
    private static long digest(byte @Nullable [] array, long position, int bytes, long seed) {
        long hash =
                bytes >= STRIPE_BYTES ? hashStripes(array, position, bytes, seed) : seed + PRIME_5;
        int stripes = bytes & -STRIPE_BYTES;
        return finish(hashRest(array, position + stripes, bytes - stripes, hash + bytes));
    }

    private static long hashStripes(byte @Nullable [] array, long start, int bytes, long seed) {
        long lane1 = seed + PRIME_1 + PRIME_2;
        long lane2 = seed + PRIME_2;
        long lane3 = seed;
        long lane4 = seed - PRIME_1;
        for (int at = 0; at <= bytes - STRIPE_BYTES; at += STRIPE_BYTES) {
            lane1 = round(lane1, word(array, start + at));
            lane2 = round(lane2, word(array, start + at + 8));
            lane3 = round(lane3, word(array, start + at + 16));
            lane4 = round(lane4, word(array, start + at + 24));
        }
        long hash =
                Long.rotateLeft(lane1, 1)
                        + Long.rotateLeft(lane2, 7)
                        + Long.rotateLeft(lane3, 12)
                        + Long.rotateLeft(lane4, 18);
        hash = merge(hash, lane1);
        hash = merge(hash, lane2);
        hash = merge(hash, lane3);
        return merge(hash, lane4);
    }

    private static long hashRest(byte @Nullable [] array, long start, int bytes, long accumulated) {
        long hash = accumulated;
        int at = 0;
        for (; at <= bytes - Long.BYTES; at += Long.BYTES) {
            hash ^= round(0, word(array, start + at));
            hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
        }
        if (at <= bytes - Integer.BYTES) {
            hash ^= half(array, start + at) * PRIME_1;
            hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
            at += Integer.BYTES;
        }
        for (; at < bytes; at++) {
            hash ^= one(array, start + at) * PRIME_5;
            hash = Long.rotateLeft(hash, 11) * PRIME_1;
        }
        return hash;
    }

    private static long round(long accumulator, long input) {
        return Long.rotateLeft(accumulator + input * PRIME_2, 31) * PRIME_1;
    }

    private static long merge(long hash, long lane) {
        return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
    }

    private static long finish(long accumulated) {
        long hash = accumulated;
        hash = (hash ^ (hash >>> 33)) * PRIME_2;
        hash = (hash ^ (hash >>> 29)) * PRIME_3;
        return hash ^ (hash >>> 32);
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
