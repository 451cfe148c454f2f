package io.plimsoll.cli.column;

import io.plimsoll.memory.access.RawMemory;

/**
 * Reads an integer of 64 bits; blanks around it don't matter. Not thread-safe: a reader holds the
 * number that it read last.
 */
public final class LongText {

    private long value;

    /** The number. */
    public long value() {
        return value;
    }

    /**
     * Reads a number.
     *
     * @return whether it is one
     */
    public boolean tryRead(long address, int lengthBytes) {
        long start = Blanks.skip(address, address + lengthBytes);
        long end = Blanks.skipBack(start, address + lengthBytes);
        if (start == end) {
            return false;
        }
        byte sign = RawMemory.getByte(start);
        boolean negative = sign == '-';
        long digits = negative || sign == '+' ? start + 1 : start;
        if (digits == end) {
            return false;
        }
        // Negative numbers reach one further: the value is built below zero.
        long limit = negative ? Long.MIN_VALUE : -Long.MAX_VALUE;
        long below = 0;
        for (long at = digits; at < end; at++) {
            int digit = RawMemory.getByte(at) - '0';
            if (digit < 0 || digit > 9 || below < limit / 10 || below * 10 < limit + digit) {
                return false;
            }
            below = below * 10 - digit;
        }
        value = negative ? below : -below;
        return true;
    }
}
