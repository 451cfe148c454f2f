package io.plimsoll.memory.budget;

import io.plimsoll.memory.budget.allowance.Allowance;
import io.plimsoll.memory.budget.allowance.PoolTerms;
import io.plimsoll.memory.budget.figures.Denial;
import io.plimsoll.memory.budget.figures.LimitChange;
import org.jspecify.annotations.Nullable;

/**
 * Changes limits of open pools: each change happens as a whole or not at all.
 *
 * <p>A maximum may fall below what is used. Nothing is taken away then; nothing more is granted
 * until use has fallen that far, except what is guaranteed to pools below: that stays guaranteed.
 *
 * <p><b>Threads:</b> any thread may call any public method.
 */
public final class Limits {

    private final PoolTree tree;
    private final Object lock; // of the tree
    private final RoomSearch search; // guarded by lock

    Limits(PoolTree tree, Object lock, RoomSearch search) {
        this.tree = tree;
        this.lock = lock;
        this.search = search;
    }

    /** Changes minimum and maximum of a pool below the root, both or none. */
    public LimitChange resize(PoolNode pool, long minBytes, long maxBytes) {
        PoolTerms.requireLimits(minBytes, maxBytes);
        LimitChange change;
        synchronized (lock) {
            tree.requireOpen(pool);
            change = resizeUnderLock(pool, requireParent(pool), minBytes, maxBytes);
        }
        tree.contention().tellFreed();
        return change;
    }

    private LimitChange resizeUnderLock(
            PoolNode pool, PoolNode parent, long minBytes, long maxBytes) {
        requireRoomForGuarantees(pool, maxBytes);
        Denial refusal = refusalOfMin(pool, parent, minBytes);
        if (refusal != null) {
            return new LimitChange.Refused(refusal);
        }
        setMax(pool, maxBytes);
        pool.allowance.setMin(minBytes);
        search.guardReserve(tree.root());
        return new LimitChange.Changed(pool.allowance.overhangBytes());
    }

    /**
     * Raises the minimum of a pool if there is room. Unlike the others this tells nobody: nothing
     * comes free by it.
     */
    public boolean raiseMin(PoolNode pool, long minBytes) {
        synchronized (lock) {
            PoolNode parent = requireParent(pool);
            tree.requireOpen(parent);
            tree.requireOpen(pool);
            boolean granted = refusalOfMin(pool, parent, minBytes) == null;
            if (granted) {
                pool.allowance.setMin(minBytes);
                search.guardReserve(tree.root());
            }
            return granted;
        }
    }

    /**
     * Changes the budget: the maximum of the root, in proportion the reserve, and the pages.
     *
     * @return how much more than that is held
     */
    public long resizeBudget(long memorySizeBytes, double reservedFraction) {
        if (memorySizeBytes < 0) {
            throw new IllegalArgumentException(
                    "memorySizeBytes=" + memorySizeBytes + " (expected 0 or more)");
        }
        PoolNode root = tree.root();
        long overhangBytes;
        synchronized (lock) {
            tree.requireOpen(root);
            requireRoomForGuarantees(root, memorySizeBytes);
            search.collect(root);
            // refuses more than there are addresses for, before anything has changed
            tree.store().resize(memorySizeBytes);
            tree.setBudget(memorySizeBytes);
            root.allowance.setReserve((long) (memorySizeBytes * reservedFraction));
            setMax(root, memorySizeBytes);
            search.limitIdle(root);
            overhangBytes = root.allowance.overhangBytes();
        }
        tree.contention().tellFreed();
        return overhangBytes;
    }

    /** Moves some of the maximum of a pool, and as much of its minimum, to a sibling. */
    public LimitChange transfer(PoolNode from, PoolNode to, long bytes) {
        LimitChange change;
        synchronized (lock) {
            tree.requireOpen(from);
            tree.requireOpen(to);
            PoolNode parent = requireParent(from);
            if (to.parent != parent || to == from) {
                throw new IllegalArgumentException(
                        "to=%s (expected a sibling of %s)".formatted(to.path(), from.path()));
            }
            long fromMaxBytes = from.allowance.maxBytes();
            if (bytes < 0 || bytes > fromMaxBytes) {
                throw new IllegalArgumentException(
                        "bytes=%d (expected 0 to maxBytes=%d of pool %s)"
                                .formatted(bytes, fromMaxBytes, from.path()));
            }
            change = transferUnderLock(from, to, parent, bytes);
        }
        tree.contention().tellFreed();
        return change;
    }

    private LimitChange transferUnderLock(PoolNode from, PoolNode to, PoolNode parent, long bytes) {
        Allowance giver = from.allowance;
        Allowance taker = to.allowance;
        long giverMaxBytes = lowered(giver.maxBytes(), bytes);
        requireRoomForGuarantees(from, giverMaxBytes);
        long moved = Math.min(bytes, giver.minBytes());
        long giverMinBytes = giver.minBytes() - moved;
        long takerMinBytes = taker.minBytes() + moved;
        // first of all, since what is at hand there is charged to the parent as well
        search.collect(from);
        search.collect(to);
        long missing = growthBytes(giver, giverMinBytes) + growthBytes(taker, takerMinBytes);
        if (!search.findInside(parent, missing, to.mayUseReserve)) {
            return new LimitChange.Refused(Denial.ofMinimum(to.path(), takerMinBytes, missing));
        }
        // up first: the ceilings above must not sink in between
        taker.setMin(takerMinBytes);
        giver.setMin(giverMinBytes);
        setMax(from, giverMaxBytes);
        setMax(to, raised(taker.maxBytes(), bytes));
        search.guardReserve(tree.root());
        return new LimitChange.Changed(giver.overhangBytes());
    }

    /** Sets the maximum of a pool; what it has at hand is collected if that is too much now. */
    private void setMax(PoolNode pool, long maxBytes) {
        if (maxBytes < pool.allowance.heldBytes() || maxBytes < pool.allowance.insideBytes()) {
            search.collect(pool);
        }
        pool.allowance.setMax(maxBytes);
    }

    /** A maximum may fall below what is used, but not below what is guaranteed to others. */
    private static void requireRoomForGuarantees(PoolNode pool, long maxBytes) {
        long guaranteed = guaranteedBelowBytes(pool);
        if (maxBytes < guaranteed) {
            String what =
                    pool.parent == null
                            ? "memorySizeBytes=" + maxBytes
                            : "maxBytes=%d of pool %s".formatted(maxBytes, pool.path());
            throw new IllegalArgumentException(
                    "%s (expected at least the %d bytes guaranteed to pools below: close or resize some of those first)"
                            .formatted(what, guaranteed));
        }
    }

    private static long guaranteedBelowBytes(PoolNode pool) {
        long bytes = 0;
        for (PoolNode child : pool.children) {
            bytes += Math.max(child.allowance.guaranteeBytes(), guaranteedBelowBytes(child));
        }
        return bytes;
    }

    /** Looks for the room that another minimum needs; returns null if there is. */
    private @Nullable Denial refusalOfMin(PoolNode pool, PoolNode parent, long minBytes) {
        if (minBytes <= pool.allowance.guaranteeBytes()) {
            return null;
        }
        // first of all, since what is at hand here is charged to the parent as well
        search.collect(pool);
        long missing = growthBytes(pool.allowance, minBytes);
        return search.findInside(parent, missing, pool.mayUseReserve)
                ? null
                : Denial.ofMinimum(pool.path(), minBytes, missing);
    }

    /** How much more the parent would be charged, or less if below 0. */
    private static long growthBytes(Allowance allowance, long minBytes) {
        return Math.max(minBytes, allowance.insideBytes()) - allowance.chargedBytes();
    }

    private static long lowered(long maxBytes, long bytes) {
        return maxBytes == Long.MAX_VALUE ? maxBytes : maxBytes - bytes;
    }

    private static long raised(long maxBytes, long bytes) {
        return maxBytes > Long.MAX_VALUE - bytes ? Long.MAX_VALUE : maxBytes + bytes;
    }

    private static PoolNode requireParent(PoolNode pool) {
        PoolNode parent = pool.parent;
        if (parent == null) {
            throw new IllegalArgumentException(
                    "pool=root (expected one below it: MemoryManager.resize changes the budget)");
        }
        return parent;
    }
}
