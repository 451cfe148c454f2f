package io.plimsoll.memory.snapshot;

import java.util.List;

/**
 * The figures of one pool at one instant, and of those below it.
 *
 * <p>Limits and what is held are exact. What is used is held less what is at hand, and that moves
 * without a lock: while threads use a pool its used bytes are right to within that. Whatever the
 * threads do, within these figures used and idle bytes of a pool are the sums of its own and those
 * of the pools below, and together they are what it holds.
 *
 * @param path names from the root to the pool, separated by slashes
 * @param minBytes the guarantee; of a closed pool what it was
 * @param maxBytes the maximum as it was set
 * @param usedBytes pages leased and bytes reserved, here and below
 * @param idleBytes held but not used: at hand, here and below
 * @param leasedPages pages leased by this pool itself
 * @param reservedBytes bytes reserved by this pool itself
 * @param peakBytes the most that was used
 * @param chargedBytes what the pool costs its parent: the larger of guarantee and what is inside
 * @param lentBytes what of the unused guarantee others live on
 * @param borrowedBytes what the pool and those below hold of guarantees that others don't use
 * @param overhangBytes how much must come back until a maximum that was lowered is kept
 * @param priority the higher, the later it is asked to give memory back
 * @param evictable whether what it holds can be taken at once
 * @param closed whether it was closed, and is here only for what it has still out
 * @param children the pools below it
 */
public record PoolFigures(
        String path,
        long minBytes,
        long maxBytes,
        long usedBytes,
        long idleBytes,
        long leasedPages,
        long reservedBytes,
        long peakBytes,
        long chargedBytes,
        long lentBytes,
        long borrowedBytes,
        long overhangBytes,
        int priority,
        boolean evictable,
        boolean closed,
        List<PoolFigures> children) {

    /** Keeps a copy of the list. */
    public PoolFigures {
        children = List.copyOf(children);
    }

    /** What of the used bytes lies above the guarantee: nobody is owed these. */
    public long aboveGuaranteeBytes() {
        return Math.max(0, usedBytes - (closed ? 0 : minBytes));
    }
}
