package io.plimsoll.operators.record;

import io.plimsoll.memory.access.RawMemory;

/**
 * The order of byte strings: unsigned lexicographic, a prefix before what it is a prefix of; or the
 * exact reverse of that.
 *
 * <p>A <em>prefix word</em> is the next eight bytes of a record as a number, zero where the record
 * has ended, complemented when descending: words compare (unsigned) as the records do, and equal
 * words leave the question open.
 *
 * <p>Immutable; any thread.
 */
public enum RecordOrder {
    ASCENDING(0L, 1),
    DESCENDING(-1L, -1);

    private final long flip;
    private final int sign;

    RecordOrder(long flip, int sign) {
        this.flip = flip;
        this.sign = sign;
    }

    public boolean isDescending() {
        return sign < 0;
    }

    /** Turns a comparison of ascending order into one of this order. */
    public int apply(int ascending) {
        return sign * ascending;
    }

    /**
     * The prefix word of the bytes at an address.
     *
     * @param address where the bytes start; at least four readable bytes lie before it (a header)
     * @param remainingBytes how many there are
     */
    public long prefixWord(long address, long remainingBytes) {
        return flip ^ ascendingWord(address, remainingBytes);
    }

    /** Turns a word of ascending order into one of this order. */
    public long flip(long ascendingWord) {
        return flip ^ ascendingWord;
    }

    private static long ascendingWord(long address, long remainingBytes) {
        if (remainingBytes >= Long.BYTES) {
            return RawMemory.getLongBigEndian(address);
        }
        int remaining = (int) remainingBytes;
        if (remaining <= 0) {
            return 0;
        }
        // Reads the word that ends with the record, so that nothing behind the page is touched,
        // and shifts what lies before the record out.
        int discardedBits = Long.SIZE - Byte.SIZE * remaining;
        if (remaining >= Integer.BYTES) {
            return RawMemory.getLongBigEndian(address + remaining - Long.BYTES) << discardedBits;
        }
        return (long) RawMemory.getIntBigEndian(address + remaining - Integer.BYTES)
                << discardedBits;
    }
}
