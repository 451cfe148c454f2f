package io.plimsoll.memory.leak;

/**
 * How closely a memory manager follows what it hands out. The names are those of Netty's levels.
 *
 * <table>
 * <caption>What each level finds, besides what the levels above it in this table do</caption>
 * <tr><td>{@link #DISABLED}</td><td>memory that is out when a pool closes</td></tr>
 * <tr><td>{@link #SIMPLE}</td><td>where a sample of it was allocated</td></tr>
 * <tr><td>{@link #ADVANCED}</td><td>where all of it was allocated; memory that nobody can release
 *     any more; who released first what is released twice; any use after release</td></tr>
 * <tr><td>{@link #PARANOID}</td><td>writes to released memory through raw addresses</td></tr>
 * </table>
 */
public enum LeakDetection {
    /** Counts only. */
    DISABLED,

    /**
     * Takes the stack of one lease in so many bytes, at random: 512 KiB on average, more where that
     * would take a noticeable part of the time. Costs next to nothing.
     */
    SIMPLE,

    /**
     * Takes the stack of every lease and release. The objects that stand for released memory are
     * never used again, so that stale references stay dead. Costs microseconds and a few objects a
     * lease.
     */
    ADVANCED,

    /**
     * Also overwrites memory when it is released, lets it rest as long as nobody needs it, and
     * looks at it before it is used again or given back. Costs two sweeps over each page and block.
     * For tests.
     */
    PARANOID;

    /** Whether this level finds all that another one does. */
    public boolean isAtLeast(LeakDetection other) {
        return compareTo(other) >= 0;
    }
}
