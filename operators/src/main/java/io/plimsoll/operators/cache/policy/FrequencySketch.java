package io.plimsoll.operators.cache.policy;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.cache.entry.PageArray;
import io.plimsoll.operators.cache.entry.PageQuota;

/**
 * Estimates how often a key was used lately, whether it is in the cache or not: a count-min sketch
 * of counters from 0 to 15 that are halved from time to time (G. Einziger, R. Friedman, B. Manes:
 * TinyLFU, a highly efficient cache admission policy, ACM Transactions on Storage 13, 2017).
 *
 * <p>The four counters of a key lie in one cache line, in a pair of words each. Counters go up only
 * if they are the least of the four (conservative update), which makes estimates closer.
 *
 * <p>Not thread-safe.
 */
final class FrequencySketch {

    private static final int BLOCK_BYTES = 64;
    private static final int ROWS = 4;

    /** Two words of 16 counters are a row's part of a block. */
    private static final int ROW_BYTES = 2 * Long.BYTES;

    private static final int COUNTER_BITS = 4;
    private static final int MAX_COUNT = 15;

    /** Halving a word of counters leaves bits of the neighbour, which this takes away. */
    private static final long HALVED_MASK = 0x7777_7777_7777_7777L;

    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final PageArray blocks;

    /** One less than the number of blocks, a power of two; -1 without memory. */
    private long blockMask = -1;

    FrequencySketch(PageQuota quota) {
        this.blocks = new PageArray(quota);
    }

    /** The pages that {@link #fitTo} takes. */
    int pagesToFit(long entries) {
        return blocks.pagesFor(bytesFor(entries)) - blocks.pagesFor(blocks.lengthBytes());
    }

    /** Has 16 counters for each entry from now on, if there is memory for that. */
    void fitTo(long entries) {
        long wanted = bytesFor(entries) / BLOCK_BYTES;
        long old = blockMask + 1;
        while (wanted < blockMask + 1) {
            fold((blockMask + 1) / 2);
        }
        if (!blocks.resize(bytesFor(entries))) {
            return;
        }
        blockMask = wanted - 1;
        // a key's block is told by one more bit of its hash: either half inherits what was counted
        for (long block = old; old > 0 && block < wanted; block++) {
            RawMemory.copy(address(block & (old - 1)), address(block), BLOCK_BYTES);
        }
    }

    void release() {
        blocks.resize(0);
        blockMask = -1;
    }

    /** Returns how often a key was used, about; 0 to 15. */
    int frequency(long hash) {
        if (blockMask < 0) {
            return 0;
        }
        long mixed = mix(hash);
        long block = address(mixed & blockMask);
        int least = MAX_COUNT;
        for (int row = 0; row < ROWS; row++) {
            least = Math.min(least, count(block, row, mixed));
        }
        return least;
    }

    /** Counts a use of a key. */
    void increment(long hash) {
        if (blockMask < 0) {
            return;
        }
        long mixed = mix(hash);
        long block = address(mixed & blockMask);
        int least = MAX_COUNT;
        for (int row = 0; row < ROWS; row++) {
            least = Math.min(least, count(block, row, mixed));
        }
        if (least == MAX_COUNT) {
            return;
        }
        for (int row = 0; row < ROWS; row++) {
            if (count(block, row, mixed) == least) {
                long word = word(block, row, mixed);
                RawMemory.putLong(word, RawMemory.getLong(word) + (1L << shift(row, mixed)));
            }
        }
    }

    /** Halves all counters: what was long ago counts less. */
    void age() {
        for (long block = 0; block <= blockMask; block++) {
            long address = address(block);
            for (int at = 0; at < BLOCK_BYTES; at += Long.BYTES) {
                RawMemory.putLong(
                        address + at, (RawMemory.getLong(address + at) >>> 1) & HALVED_MASK);
            }
        }
    }

    /** Halves the sketch: of the two blocks that become one, each counter is the greater. */
    private void fold(long half) {
        for (long block = 0; block < half; block++) {
            for (int at = 0; at < BLOCK_BYTES; at += Long.BYTES) {
                long kept = address(block) + at;
                long other = RawMemory.getLong(address(block + half) + at);
                RawMemory.putLong(kept, greater(RawMemory.getLong(kept), other));
            }
        }
        blockMask = half - 1;
    }

    private static long greater(long a, long b) {
        long result = 0;
        for (int shift = 0; shift < Long.SIZE; shift += COUNTER_BITS) {
            long one = Math.max((a >>> shift) & MAX_COUNT, (b >>> shift) & MAX_COUNT);
            result |= one << shift;
        }
        return result;
    }

    private static int count(long block, int row, long mixed) {
        return (int) (RawMemory.getLong(word(block, row, mixed)) >>> shift(row, mixed)) & MAX_COUNT;
    }

    /** Five bits of the hash for each row, from the upper end: the lower ones choose the block. */
    private static long word(long block, int row, long mixed) {
        return block + (long) row * ROW_BYTES + ((mixed >>> (63 - 5 * row)) & 1) * Long.BYTES;
    }

    private static int shift(int row, long mixed) {
        return (int) ((mixed >>> (59 - 5 * row)) & 15) * COUNTER_BITS;
    }

    private static long mix(long hash) {
        long mixed = hash * MIX;
        return mixed ^ (mixed >>> 32);
    }

    private static long bytesFor(long entries) {
        return Math.max(BLOCK_BYTES, Long.highestOneBit(Math.max(1, entries)) * Long.BYTES);
    }

    private long address(long block) {
        return blocks.address(block * BLOCK_BYTES);
    }
}
