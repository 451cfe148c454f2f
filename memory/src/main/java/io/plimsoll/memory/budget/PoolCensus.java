package io.plimsoll.memory.budget;

import io.plimsoll.memory.budget.allowance.Allowance;
import io.plimsoll.memory.snapshot.PoolFigures;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the figures of pools. What a pool has at hand changes without a lock; so it is looked at
 * once, and all sums are made of that.
 *
 * <p><b>Threads:</b> every method needs the lock of the {@link PoolTree}.
 */
final class PoolCensus {

    private PoolCensus() {}

    /** Takes the figures of a pool and those below it. */
    static PoolFigures of(PoolNode pool) {
        return of(pool, pool.path());
    }

    private static PoolFigures of(PoolNode pool, String path) {
        long pagesAtHand = pool.pagesAtHand();
        long slackBytes = pool.slackBytes();
        long idleBytes = pagesAtHand * pool.tree().pageSizeBytes() + slackBytes;
        List<PoolFigures> children = new ArrayList<>(pool.children.size());
        for (PoolNode child : pool.children) {
            PoolFigures figures = of(child, path + "/" + child.name());
            idleBytes += figures.idleBytes();
            children.add(figures);
        }
        return figures(pool, path, pagesAtHand, slackBytes, idleBytes, children);
    }

    /** Takes the figures of a pool without those below it. */
    static PoolFigures alone(PoolNode pool) {
        return figures(
                pool,
                pool.path(),
                pool.pagesAtHand(),
                pool.slackBytes(),
                pool.idleBytes(),
                List.of());
    }

    private static PoolFigures figures(
            PoolNode pool,
            String path,
            long pagesAtHand,
            long slackBytes,
            long idleBytes,
            List<PoolFigures> children) {
        Allowance allowance = pool.allowance;
        long usedBytes = Math.max(0, allowance.heldBytes() - idleBytes);
        return new PoolFigures(
                path,
                allowance.minBytes(),
                allowance.maxBytes(),
                usedBytes,
                idleBytes,
                pool.heldPages - pagesAtHand,
                pool.grantedBytes - slackBytes,
                Math.max(usedBytes, pool.notedPeakBytes()),
                allowance.chargedBytes(),
                allowance.lentBytes(),
                allowance.borrowedBytes(),
                allowance.overhangBytes(),
                pool.priority(),
                pool.isEvictable(),
                pool.isClosed(),
                children);
    }

    /** What a pool could be granted if nobody else asked, and all that is lent came back. */
    static long availableBytes(PoolNode pool) {
        long forGood = Math.max(0, availableInside(pool, pool.mayUseReserve));
        return pool.mayBorrow() ? Math.max(forGood, availableOnLoan(pool)) : forGood;
    }

    private static long availableInside(PoolNode pool, boolean withReserve) {
        Allowance allowance = pool.allowance;
        PoolNode parent = pool.parent;
        long needed = pool.neededBytes();
        long limit = allowance.maxBytes() - (withReserve ? 0 : allowance.reserveBytes());
        long own = limit - needed;
        return parent == null
                ? own
                : Math.min(
                        own,
                        Math.max(0, availableInside(parent, withReserve))
                                + Math.max(0, allowance.guaranteeBytes() - needed));
    }

    private static long availableOnLoan(PoolNode borrower) {
        long least = Long.MAX_VALUE;
        for (PoolNode pool = borrower; pool != null; pool = pool.parent) {
            long kept = borrower.mayUseReserve ? 0 : pool.allowance.reserveBytes();
            least = Math.min(least, pool.allowance.maxBytes() - kept - pool.usedBytes());
        }
        return least;
    }
}
