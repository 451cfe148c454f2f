package io.plimsoll.cli.column;

import io.plimsoll.memory.access.RawMemory;

/** Blanks around a number. */
final class Blanks {

    private Blanks() {}

    /** The first address from which there is no blank, or {@code end}. */
    static long skip(long from, long end) {
        long at = from;
        while (at < end && isBlank(RawMemory.getByte(at))) {
            at++;
        }
        return at;
    }

    /** The address behind the last byte that is no blank, or {@code start}. */
    static long skipBack(long start, long from) {
        long at = from;
        while (at > start && isBlank(RawMemory.getByte(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean isBlank(byte value) {
        return value == ' ' || value == '\t';
    }
}
