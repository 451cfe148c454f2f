package io.plimsoll.memory.allocator.buddy;

/**
 * A set of small numbers that finds its least one in a few steps: a bitmap, over it a bitmap of its
 * words that are not zero, and so on up to a single word.
 *
 * <p><b>Threads:</b> guarded by the user's lock.
 */
final class FreeBits {

    private static final int WORD_SHIFT = 6;

    private final int capacity;

    /** The numbers themselves in level 0; the last level is one word. */
    private final long[][] levels;

    private int count;

    FreeBits(int capacity) {
        this.capacity = capacity;
        int depth = 1;
        for (int words = wordsFor(capacity); words > 1; words = wordsFor(words)) {
            depth++;
        }
        this.levels = new long[depth][];
        int bits = capacity;
        for (int level = 0; level < depth; level++) {
            bits = wordsFor(bits);
            levels[level] = new long[bits];
        }
    }

    private static int wordsFor(int bits) {
        return Math.max(1, (bits + Long.SIZE - 1) >>> WORD_SHIFT);
    }

    int capacity() {
        return capacity;
    }

    int count() {
        return count;
    }

    boolean contains(int number) {
        return (levels[0][number >>> WORD_SHIFT] & (1L << number)) != 0;
    }

    /** Adds a number that is not in the set. */
    void add(int number) {
        assert number < capacity && !contains(number);
        count++;
        int bit = number;
        for (long[] level : levels) {
            int word = bit >>> WORD_SHIFT;
            long before = level[word];
            level[word] = before | (1L << bit);
            if (before != 0) {
                return;
            }
            bit = word;
        }
    }

    /** Removes a number that is in the set. */
    void remove(int number) {
        assert contains(number);
        count--;
        int bit = number;
        for (long[] level : levels) {
            int word = bit >>> WORD_SHIFT;
            level[word] &= ~(1L << bit);
            if (level[word] != 0) {
                return;
            }
            bit = word;
        }
    }

    /** The least number of the set, which is not empty. */
    int first() {
        int found = 0;
        for (int level = levels.length - 1; level >= 0; level--) {
            long bits = levels[level][found];
            found = (found << WORD_SHIFT) + Long.numberOfTrailingZeros(bits);
        }
        return found;
    }
}
