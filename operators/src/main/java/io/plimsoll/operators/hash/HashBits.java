package io.plimsoll.operators.hash;

/**
 * Which bits of a hash mean what.
 *
 * <pre>
 *   63       48 47        40 39                     0
 *   +----------+------------+-----------------------+
 *   |   salt   | partition  |         slot          |
 *   +----------+------------+-----------------------+
 * </pre>
 *
 * <p>A partition that doesn't fit is divided again by the bits of the <em>next level</em>: the hash
 * is mixed anew for each, so that bits never run out and what fell together at one level is spread
 * at the next. Only keys with equal hashes stay together at all levels.
 *
 * <p>Any thread.
 */
public final class HashBits {

    /** A hash's partition is one of this many at most. */
    public static final int MAX_PARTITIONS = 256;

    static final int SALT_SHIFT = 48;

    private static final int PARTITION_END = 48;
    private static final long LEVEL_STEP = 0x9e3779b97f4a7c15L;

    private HashBits() {}

    /**
     * The hash for a level of recursion: at level 0 the hash itself, at others bits that are
     * independent of it.
     */
    public static long atLevel(long hash, int level) {
        if (level == 0) {
            return hash;
        }
        // The finalizer of SplitMix64 (Steele, Lea and Flood, 2014), which is a bijection: hashes
        // that differ still do.
        long mixed = hash + level * LEVEL_STEP;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /**
     * The partition of a hash at its level.
     *
     * @param partitionBits the logarithm of the number of partitions, 0 to 8
     */
    public static int partition(long levelHash, int partitionBits) {
        // in two steps: a shift by all 64 bits is one by none
        return (int) (levelHash << (Long.SIZE - PARTITION_END) >>> 1 >>> (63 - partitionBits));
    }
}
