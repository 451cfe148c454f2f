package io.plimsoll.memory.budget;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a pool and some bytes: how it was at one instant.
 *
 * @param full the nearest pool towards the root that is too full; null if the bytes fit
 * @param topmost the one nearest to the root that is too full; null if the bytes fit
 * @param missingBytes what has to come free below {@code full}
 * @param holders who holds memory below {@code full} that would help if it came free
 */
public record Shortfall(
        @Nullable PoolNode full,
        @Nullable PoolNode topmost,
        long missingBytes,
        List<Holder> holders) {

    /**
     * A pool that holds memory.
     *
     * @param pool a leaf
     * @param usedBytes all that it holds
     * @param lendableBytes what of that would help: the rest is guaranteed to it or to a pool above
     */
    public record Holder(PoolNode pool, long usedBytes, long lendableBytes) {}

    /** Whether the bytes fit. */
    public boolean isNone() {
        return full == null;
    }

    /** What a pool holds that would help. */
    public long lendableBytes(PoolNode pool) {
        for (Holder holder : holders) {
            if (holder.pool() == pool) {
                return holder.lendableBytes();
            }
        }
        return 0;
    }

    /** The same, were some of what a pool holds not there. */
    public Shortfall less(PoolNode pool, long bytes) {
        long lendable = bytes > 0 ? lendableBytes(pool) : 0;
        if (lendable == 0) {
            return this;
        }
        List<Holder> fewer = new ArrayList<>();
        for (Holder holder : holders) {
            if (holder.pool() != pool) {
                fewer.add(holder);
            } else if (lendable > bytes) {
                fewer.add(new Holder(pool, holder.usedBytes() - bytes, lendable - bytes));
            }
        }
        return new Shortfall(full, topmost, missingBytes, fewer);
    }

    /** Looks at the tree; needs its lock. */
    static Shortfall of(PoolNode pool, long bytes) {
        Shortfall forGood = inside(pool, bytes);
        boolean lent = forGood.full == null;
        Shortfall bare = lent ? ofLent(pool, bytes) : forGood;
        PoolNode at = bare.full;
        if (at == null) {
            return bare;
        }
        List<Holder> holders = new ArrayList<>();
        if (lent) {
            collectBorrowers(at, holders);
        } else {
            collect(at, Long.MAX_VALUE, holders);
        }
        return new Shortfall(at, bare.topmost, bare.missingBytes, holders);
    }

    /** The same without the holders: looks at the pools on the way to the root, at no others. */
    static Shortfall bare(PoolNode pool, long bytes) {
        Shortfall forGood = inside(pool, bytes);
        return forGood.full == null ? ofLent(pool, bytes) : forGood;
    }

    private static Shortfall inside(PoolNode pool, long bytes) {
        PoolNode full = null;
        PoolNode topmost = null;
        long missingBytes = 0;
        long wanted = bytes;
        for (PoolNode at = pool; at != null && wanted > 0; at = at.parent) {
            long needed = at.neededBytes();
            long lacking = wanted - (at.allowance.limitBytes(pool.mayUseReserve) - needed);
            if (lacking > 0) {
                topmost = at;
                if (full == null) {
                    full = at;
                    missingBytes = lacking;
                }
            }
            wanted -= Math.max(0, at.allowance.guaranteeBytes() - needed);
        }
        return new Shortfall(full, topmost, missingBytes, List.of());
    }

    /** For bytes that have room inside: what was lent of that stands in the way, if anything. */
    private static Shortfall ofLent(PoolNode pool, long bytes) {
        for (PoolNode at = pool; at != null; at = at.parent) {
            long lacking = bytes - (at.allowance.ceilingBytes() - at.usedBytes());
            if (lacking > 0) {
                return new Shortfall(at, at, lacking, List.of());
            }
        }
        return new Shortfall(null, null, 0, List.of());
    }

    private static void collectBorrowers(PoolNode pool, List<Holder> holders) {
        long borrowed = pool.allowance.borrowedBytes();
        if (pool.children.isEmpty() && borrowed > 0) {
            holders.add(new Holder(pool, pool.ownUsedBytes(), borrowed));
        }
        pool.children.forEach(child -> collectBorrowers(child, holders));
    }

    private static void collect(PoolNode pool, long lendableBytes, List<Holder> holders) {
        long used = pool.ownUsedBytes();
        if (used > 0 && lendableBytes > 0) {
            holders.add(new Holder(pool, used, Math.min(used, lendableBytes)));
        }
        for (PoolNode child : pool.children) {
            long aboveGuarantee = child.neededBytes() - child.allowance.guaranteeBytes();
            collect(child, Math.min(lendableBytes, aboveGuarantee), holders);
        }
    }
}
