package io.plimsoll.memory.budget;

import io.plimsoll.memory.budget.allowance.FillGauge;
import io.plimsoll.memory.budget.figures.Denial;
import io.plimsoll.memory.budget.figures.TreeFigures;
import io.plimsoll.memory.pages.LimitExceededException;
import io.plimsoll.memory.region.RegionException;
import io.plimsoll.memory.snapshot.PoolFigures;
import io.plimsoll.memory.snapshot.PressureChange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the pools of a tree have, had and could have. Each answer is of one instant; while threads
 * use what is at hand, it is about right.
 *
 * <p><b>Threads:</b> any thread may call any public method; each takes the tree's lock.
 */
public final class Books {

    /**
     * What one pool has out.
     *
     * @param pool the pool
     * @param pages pages taken and not given back
     * @param pageBytes bytes of those pages
     * @param reservedBytes bytes reserved and not given back
     */
    public record Holding(PoolNode pool, long pages, long pageBytes, long reservedBytes) {}

    private final PoolTree tree;
    private final Object lock; // of the tree
    private final PageGrants pages; // guarded by lock
    private final FillGauge gauge = new FillGauge(); // guarded by lock

    Books(PoolTree tree, Object lock, PageGrants pages) {
        this.tree = tree;
        this.lock = lock;
        this.pages = pages;
        tree.root().allowance.watch(gauge);
    }

    /** The figures of a pool and those below it. */
    public PoolFigures figures(PoolNode pool) {
        synchronized (lock) {
            return PoolCensus.of(pool);
        }
    }

    /** The figures of all pools and pages, at one instant. */
    public TreeFigures figures() {
        synchronized (lock) {
            return new TreeFigures(
                    PoolCensus.of(tree.root()), tree.store().figures(), gauge.level());
        }
    }

    /**
     * Sets who is told, under the tree's lock, that the part of the budget that is held has reached
     * another level; it must neither block nor use the tree.
     */
    public void onPressure(Consumer<PressureChange> listener) {
        synchronized (lock) {
            gauge.tell(listener);
        }
    }

    /** Minimum of a pool. */
    public long minBytes(PoolNode pool) {
        synchronized (lock) {
            return pool.allowance.minBytes();
        }
    }

    /** Maximum of a pool, cut to those of the pools above. */
    public long maxBytes(PoolNode pool) {
        synchronized (lock) {
            return pool.allowance.effectiveMaxBytes();
        }
    }

    /** Bytes of pages and reservations of a pool and all below it. */
    public long usedBytes(PoolNode pool) {
        synchronized (lock) {
            return pool.usedBytes();
        }
    }

    /** Bytes reserved by a pool itself. */
    public long reservedBytes(PoolNode pool) {
        synchronized (lock) {
            return pool.reservedBytes();
        }
    }

    /** What a pool could be granted now if nobody else asked. */
    public long availableBytes(PoolNode pool) {
        synchronized (lock) {
            return pool.isClosed() ? 0 : PoolCensus.availableBytes(pool);
        }
    }

    /** The most that a pool used. */
    public long peakBytes(PoolNode pool) {
        synchronized (lock) {
            return pool.notedPeakBytes();
        }
    }

    /** What a pool and those below it have out, pool by pool. */
    public List<Holding> holdings(PoolNode pool) {
        List<Holding> holdings = new ArrayList<>();
        synchronized (lock) {
            collectHoldings(pool, holdings);
        }
        return holdings;
    }

    /**
     * What a pool that was closed and those below it have out, pool by pool; of those of which this
     * was told before nothing, since a closed pool takes no more.
     */
    public List<Holding> tellHoldings(PoolNode closed) {
        List<Holding> holdings = new ArrayList<>();
        synchronized (lock) {
            collectHoldings(closed, holdings);
            holdings.removeIf(holding -> holding.pool().holdingsTold);
            holdings.forEach(holding -> holding.pool().holdingsTold = true);
        }
        return holdings;
    }

    private void collectHoldings(PoolNode pool, List<Holding> holdings) {
        long leased = pool.leasedPages();
        long reserved = pool.reservedBytes();
        if (leased > 0 || reserved > 0) {
            holdings.add(new Holding(pool, leased, leased * tree.pageSizeBytes(), reserved));
        }
        pool.children.forEach(child -> collectHoldings(child, holdings));
    }

    /** Says why a pool was denied pages. */
    public Denial pagesDenied(PoolNode pool, int count) {
        synchronized (lock) {
            long amountBytes = (long) count * tree.pageSizeBytes();
            String refusal = hasRoom(pool, amountBytes) ? refusalWords() : null;
            return Denial.ofPages(pool.path(), count, amountBytes, refusal);
        }
    }

    /** Says why a pool was denied a reservation. */
    public Denial reservationDenied(PoolNode pool, long amountBytes) {
        return Denial.ofReservation(pool.path(), amountBytes);
    }

    private static boolean hasRoom(PoolNode pool, long bytes) {
        return pool.allowance.blocker(bytes, pool.mayUseReserve) == null
                && pool.allowance.holdBlocker(bytes) == null;
    }

    /**
     * Says what the platform or the process said when it last refused memory, and nothing since.
     */
    public @Nullable String refusal() {
        synchronized (lock) {
            return refusalWords();
        }
    }

    private @Nullable String refusalWords() {
        RegionException refusal = pages.refusal();
        return refusal == null ? null : refusal.getMessage();
    }

    /** The same, if it was the limit of the process that stood against it. */
    public @Nullable LimitExceededException exceeded() {
        synchronized (lock) {
            return pages.refusal() instanceof LimitExceededException exceeded ? exceeded : null;
        }
    }

    /** Says how full a pool is for another one, and who has most of it. */
    public Fullness fullness(PoolNode full, PoolNode asker, int maxClaimants) {
        synchronized (lock) {
            return Fullness.of(full, asker, maxClaimants);
        }
    }

    /** The largest budget that the tree can be resized to. */
    public long maxMemorySizeBytes() {
        return tree.store().maxMemorySizeBytes();
    }

    /**
     * Checks the tree against the invariants of this package.
     *
     * @return the pages that nobody leases
     * @throws IllegalStateException if one does not hold
     */
    public BitSet verify() {
        synchronized (lock) {
            return TreeCheck.verify(tree.root(), tree.store());
        }
    }
}
