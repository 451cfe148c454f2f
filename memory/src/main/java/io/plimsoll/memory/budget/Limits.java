package io.plimsoll.memory.budget;

import org.jspecify.annotations.Nullable;

/**
 * Changes limits of open pools: each change happens as a whole or not at all.
 *
 * <p><b>Threads:</b> every method needs the lock of the {@link PoolTree}.
 */
final class Limits {

    private final RoomSearch search;

    Limits(RoomSearch search) {
        this.search = search;
    }

    /** Sets minimum and maximum of a pool that is not the root. */
    LimitChange resize(PoolNode pool, PoolNode parent, long minBytes, long maxBytes) {
        requireRoomForGuarantees(pool, maxBytes);
        Denial refusal = refusalOfMin(pool, parent, minBytes);
        if (refusal != null) {
            return new LimitChange.Refused(refusal);
        }
        setMax(pool, maxBytes);
        pool.allowance.setMin(minBytes);
        return new LimitChange.Changed(pool.allowance.overhangBytes());
    }

    /** Sets the maximum of a pool; what it has at hand is collected if that is too much now. */
    void setMax(PoolNode pool, long maxBytes) {
        if (maxBytes < pool.allowance.heldBytes() || maxBytes < pool.allowance.insideBytes()) {
            search.collect(pool);
        }
        pool.allowance.setMax(maxBytes);
    }

    /** A maximum may fall below what is used, but not below what is guaranteed to others. */
    void requireRoomForGuarantees(PoolNode pool, long maxBytes) {
        long guaranteed = 0;
        for (PoolNode child : pool.children) {
            guaranteed += child.allowance.guaranteeBytes();
        }
        if (maxBytes < guaranteed) {
            throw new IllegalArgumentException(
                    "maxBytes=%d of pool %s (expected at least the %d guaranteed to those below)"
                            .formatted(maxBytes, pool.path(), guaranteed));
        }
    }

    /** Moves some of the maximum of a pool, and as much of its minimum, to a sibling. */
    LimitChange transfer(PoolNode from, PoolNode to, PoolNode parent, long bytes) {
        Allowance giver = from.allowance;
        Allowance taker = to.allowance;
        long giverMaxBytes = lowered(giver.maxBytes(), bytes);
        requireRoomForGuarantees(from, giverMaxBytes);
        long minBytes = giver.minBytes();
        long moved = Math.min(bytes, minBytes);
        giver.setMin(minBytes - moved);
        Denial refusal = refusalOfMin(to, parent, taker.minBytes() + moved);
        if (refusal != null) {
            giver.setMin(minBytes);
            return new LimitChange.Refused(refusal);
        }
        setMax(from, giverMaxBytes);
        setMax(to, raised(taker.maxBytes(), bytes));
        taker.setMin(taker.minBytes() + moved);
        return new LimitChange.Changed(giver.overhangBytes());
    }

    /** Looks for the room that another minimum needs; returns null if there is. */
    private @Nullable Denial refusalOfMin(PoolNode pool, PoolNode parent, long minBytes) {
        if (minBytes <= pool.allowance.guaranteeBytes()) {
            return null;
        }
        // first of all, since what is at hand here is charged to the parent as well
        search.collect(pool);
        Allowance allowance = pool.allowance;
        long missing = Math.max(minBytes, allowance.insideBytes()) - allowance.chargedBytes();
        return search.findInside(parent, missing, pool.mayUseReserve)
                ? null
                : Denials.ofGuarantee(pool.path(), parent, minBytes, missing, pool.mayUseReserve);
    }

    private static long lowered(long maxBytes, long bytes) {
        return maxBytes == Long.MAX_VALUE ? maxBytes : maxBytes - bytes;
    }

    private static long raised(long maxBytes, long bytes) {
        return maxBytes > Long.MAX_VALUE - bytes ? Long.MAX_VALUE : maxBytes + bytes;
    }
}
