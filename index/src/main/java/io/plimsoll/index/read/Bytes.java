package io.plimsoll.index.read;

import io.plimsoll.memory.access.RawMemory;

/** Looks for single bytes, eight at a time. */
final class Bytes {

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long LOW_BITS = ~HIGH_BITS;

    private Bytes() {}

    /** The address of the first such byte in {@code [from, to)}, or {@code to} if there is none. */
    static long indexOf(byte wanted, long from, long to) {
        long pattern = ONES * (wanted & 0xFF);
        long at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            if (zeroBytes(RawMemory.getLong(at) ^ pattern) != 0) {
                break;
            }
        }
        for (; at < to; at++) {
            if (RawMemory.getByte(at) == wanted) {
                return at;
            }
        }
        return to;
    }

    /** How many such bytes are in {@code [from, to)}. */
    static long count(byte wanted, long from, long to) {
        long pattern = ONES * (wanted & 0xFF);
        long count = 0;
        long at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            count += Long.bitCount(zeroBytes(RawMemory.getLong(at) ^ pattern));
        }
        for (; at < to; at++) {
            if (RawMemory.getByte(at) == wanted) {
                count++;
            }
        }
        return count;
    }

    /** The high bit of each byte that is zero. */
    private static long zeroBytes(long bytes) {
        return ~(((bytes & LOW_BITS) + LOW_BITS) | bytes | LOW_BITS);
    }
}
