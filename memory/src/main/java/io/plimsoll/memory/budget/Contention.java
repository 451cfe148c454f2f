package io.plimsoll.memory.budget;

import io.plimsoll.memory.budget.loan.LoanEvictor;
import io.plimsoll.memory.request.MemoryPoolFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Waiting for memory: whether somebody does, who is told what comes free, and what an arbiter asks
 * and does for those who wait.
 *
 * <p><b>Threads:</b> any thread may call any public method.
 */
public final class Contention {

    private final PoolTree tree;
    private final Object lock; // of the tree
    private final RoomSearch search; // guarded by lock
    private final ReclaimGuard reclaims; // guarded by lock

    /** Whether somebody waits for memory; written under lock. */
    private volatile boolean waiting;

    private volatile @Nullable Runnable freedListener;
    private volatile @Nullable Runnable goneListener;

    Contention(PoolTree tree, Object lock, RoomSearch search, ReclaimGuard reclaims) {
        this.tree = tree;
        this.lock = lock;
        this.search = search;
        this.reclaims = reclaims;
    }

    /**
     * Says whether anybody waits for memory. While somebody does, nothing is kept at hand: all that
     * comes back goes to the tree at once, under its lock, and the listener is told afterwards.
     *
     * <p>Whoever waits says so <em>first</em> and looks for memory <em>then</em>: what came back
     * before is found, what comes back later is told.
     */
    public void setWaiting(boolean someoneWaits) {
        if (waiting == someoneWaits) {
            return;
        }
        synchronized (lock) {
            waiting = someoneWaits;
            if (someoneWaits) {
                search.collect(tree.root());
            }
        }
    }

    /** Whether somebody waits for memory. */
    public boolean isWaiting() {
        return waiting;
    }

    /**
     * Sets who is told, while somebody waits, that memory came free, a limit changed or a pool
     * closed. It is called by the thread that caused this, after the tree's lock was left, and may
     * be called without need; it must not block.
     */
    public void onFreed(Runnable listener) {
        freedListener = listener;
    }

    /** Tells the listener if somebody waits; not to be called under the lock. */
    void tellFreed() {
        Runnable listener = freedListener;
        if (waiting && listener != null) {
            listener.run();
        }
    }

    /**
     * Sets who is told that a pool has closed, or that what a closed one had out is back: under no
     * lock of the tree, but perhaps those of others. It must not block.
     */
    public void onGone(Runnable listener) {
        goneListener = listener;
    }

    /** Tells the listener; not to be called under the lock. */
    void tellGone() {
        Runnable listener = goneListener;
        if (listener != null) {
            listener.run();
        }
    }

    /**
     * Ends a pool's right to more memory; it stays open, and what it holds is released as ever. A
     * pool that is closed or was failed before stays as it is.
     *
     * @return whether this call failed it
     */
    public boolean fail(PoolNode pool, MemoryPoolFailedException reason) {
        synchronized (lock) {
            if (pool.isStopped()) {
                return false;
            }
            pool.fail(reason);
            search.empty(pool);
        }
        tellFreed();
        return true;
    }

    /**
     * Whether bytes may be had: a glance that collects nothing. While somebody waits nothing is at
     * hand anywhere, and then a no is certain; a yes never is.
     *
     * @throws IllegalStateException if the pool is closed or was failed
     */
    public boolean mayFit(PoolNode pool, long bytes) {
        synchronized (lock) {
            tree.requireOpen(pool);
            return !waiting || pool.mayBorrow() || pool.roomBytes() >= bytes;
        }
    }

    /** Says what stands between a pool and some bytes. */
    public Shortfall shortfall(PoolNode pool, long amountBytes) {
        synchronized (lock) {
            return Shortfall.of(pool, amountBytes);
        }
    }

    /**
     * The pool nearest to the root that is too full for some bytes of another, or null: what {@link
     * #shortfall} says, without a look at who holds memory.
     */
    public @Nullable PoolNode topmostFull(PoolNode pool, long amountBytes) {
        synchronized (lock) {
            return Shortfall.bare(pool, amountBytes).topmost();
        }
    }

    /**
     * The most that a pool could ever be granted, for itself: not what is kept back from it. What
     * is guaranteed to others counts, since that ends when they close.
     */
    public long mostBytes(PoolNode pool) {
        return mostBytes(pool, pool.mayUseReserve);
    }

    /** The most that a pool could ever be granted. */
    public long mostBytes(PoolNode pool, boolean mayUseReserve) {
        long least = Long.MAX_VALUE;
        synchronized (lock) {
            for (PoolNode at = pool; at != null; at = at.parent) {
                least = Math.min(least, at.allowance.limitBytes(mayUseReserve));
            }
        }
        return least;
    }

    /** Lets a pool live on what others do not use, if it is evictable: its evictor is there. */
    public void beginBorrowing(PoolNode pool, LoanEvictor evictor) {
        synchronized (lock) {
            pool.setEvictor(evictor);
        }
    }

    /**
     * Lends no more to a pool, until it begins to borrow again; what it has can be taken back.
     *
     * @return how much that is
     */
    public long pauseBorrowing(PoolNode pool) {
        synchronized (lock) {
            pool.borrows = false;
            return pool.allowance.borrowedBytes();
        }
    }

    /** Ends what {@link #beginBorrowing} began: nobody can take back what the pool still has. */
    public void endBorrowing(PoolNode pool) {
        synchronized (lock) {
            pool.setEvictor(null);
        }
    }

    /** Says that this thread begins to give back memory for others: see {@link ReclaimGuard}. */
    public void enterReclaim() {
        synchronized (lock) {
            reclaims.enter();
        }
    }

    /** Says that this thread has ended what {@link #enterReclaim} began. */
    public void exitReclaim() {
        synchronized (lock) {
            reclaims.exit();
        }
    }

    /**
     * Lets this thread take memory for others even while it is giving some back.
     *
     * @return how deep inside it is, for {@link #resumeReclaim}
     */
    public int suspendReclaim() {
        if (reclaims.isEmpty()) {
            return 0;
        }
        synchronized (lock) {
            return reclaims.suspend();
        }
    }

    /** Ends what {@link #suspendReclaim} began. */
    public void resumeReclaim(int depth) {
        if (depth > 0) {
            synchronized (lock) {
                reclaims.resume(depth);
            }
        }
    }

    /** Whether this thread is giving back memory for others. */
    public boolean isReclaiming() {
        if (reclaims.isEmpty()) {
            return false;
        }
        synchronized (lock) {
            return reclaims.isInside();
        }
    }
}
