package io.plimsoll.memory.budget;

import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.request.MemoryPoolFailedException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Grants memory to pools and takes it back.
 *
 * <p>Each pool counts the bytes <em>inside</em> it: pages it holds, bytes reserved, and what its
 * children charge it. It charges its own parent the larger of that and its guarantee. So a
 * guarantee is paid for from the start, and what lies above it is anybody's until it is taken.
 *
 * <p><b>Threads:</b> any thread may call any public method.
 */
public final class PoolTree {

    private final Object lock = new Object();
    private final PageStore store; // its list guarded by lock
    private final PageGrants grants; // guarded by lock
    private final ReclaimGuard reclaims = new ReclaimGuard(); // guarded by lock
    private final PoolNode root;

    private long openings; // guarded by lock but for the root's

    private volatile boolean shutdown; // written under lock

    /** Whether somebody waits for memory; read by whoever gave some back, after giving it. */
    private volatile boolean waiting;

    private volatile @Nullable Runnable freedListener;

    /** Creates a tree of one pool, the root, whose maximum is the budget. */
    public PoolTree(PageStore store, long memorySizeBytes) {
        this.store = store;
        this.grants = new PageGrants(store);
        this.root = new PoolNode(this, null, PoolTerms.ofRoot(memorySizeBytes));
    }

    /** The pool above all others. */
    public PoolNode root() {
        return root;
    }

    /** The pages of this tree. */
    public PageStore store() {
        return store;
    }

    /** Numbers the pools in the order in which they open; needs the lock. */
    long nextOpening() {
        return openings++;
    }

    /** Size from which on a stack of pages at hand is cut to one batch. */
    int maxPagesAtHand() {
        return 2 * grants.batchPages();
    }

    // Pools

    /** Opens a pool below another, which must be open and hold no memory itself. */
    public Opening open(PoolNode parent, PoolTerms terms) {
        long minBytes = terms.minBytes();
        synchronized (lock) {
            requireOpen(parent);
            reclaims.requireAllowed(parent, minBytes);
            grants.drain(parent);
            if (parent.heldPages != 0 || parent.reservedBytes != 0) {
                throw new IllegalStateException(
                        "pool=%s holds memory (expected none: only leaves hold memory)"
                                .formatted(parent.path()));
            }
            PoolNode child = new PoolNode(this, parent, terms);
            if (!grants.findRoom(parent, minBytes)) {
                return new Opening.Refused(
                        Shortage.ofGuarantee(child, blockerOrRoot(parent, minBytes)));
            }
            parent.children.add(child);
            parent.addInside(minBytes);
            return new Opening.Opened(child);
        }
    }

    /**
     * Closes a pool and those below it. What is still out stays charged until it comes back.
     *
     * @return whether this call closed it
     */
    public boolean close(PoolNode pool) {
        synchronized (lock) {
            if (pool.isClosed()) {
                return false;
            }
            closeUnderLock(pool);
        }
        tellFreed();
        return true;
    }

    private void closeUnderLock(PoolNode pool) {
        for (PoolNode child : List.copyOf(pool.children)) {
            closeUnderLock(child);
        }
        pool.close();
        grants.drain(pool);
        detachIfEmpty(pool);
    }

    /** Removes a closed pool of which nothing is out; until then it stands for its leak. */
    private void detachIfEmpty(PoolNode pool) {
        PoolNode parent = pool.parent;
        if (!pool.isClosed() || parent == null) {
            return;
        }
        pool.dropGuarantee();
        if (pool.insideBytes == 0 && parent.children.remove(pool)) {
            detachIfEmpty(parent);
        }
    }

    /** Closes all pools and ends the store. Later calls do nothing. */
    public void shutdown() {
        synchronized (lock) {
            if (!shutdown) {
                shutdown = true;
                closeUnderLock(root);
                store.close();
            }
        }
    }

    /** Whether {@link #shutdown} was called. */
    public boolean isShutdown() {
        return shutdown;
    }

    // Pages

    /** Takes a page that is not at hand, or returns {@link PageStore#NONE}. */
    int takePage(PoolNode leaf) {
        synchronized (lock) {
            requireLeaf(leaf);
            reclaims.requireAllowed(leaf, store.pageSizeBytes());
            int page = grants.takePage(leaf);
            leaf.notePeak(leaf.ownUsedBytes());
            return page;
        }
    }

    /**
     * Takes pages, all or none; there must be one at least.
     *
     * @return the first of a chain linked by {@link PageStore#next}, or {@link PageStore#NONE}
     */
    public int takePages(PoolNode leaf, int count) {
        synchronized (lock) {
            requireLeaf(leaf);
            reclaims.requireAllowed(leaf, (long) count * store.pageSizeBytes());
            int chain = grants.takePages(leaf, count);
            leaf.notePeak(leaf.ownUsedBytes());
            return chain;
        }
    }

    /**
     * Takes contiguous pages and returns the first, or {@link PageStore#NONE}; there must be one at
     * least.
     */
    public int takeRun(PoolNode leaf, int pages) {
        synchronized (lock) {
            requireLeaf(leaf);
            reclaims.requireAllowed(leaf, (long) pages * store.pageSizeBytes());
            int first = grants.takeRun(leaf, pages);
            leaf.notePeak(leaf.ownUsedBytes());
            return first;
        }
    }

    /** Gives back a run that was taken from a pool and not given back since. */
    public void giveBackRun(PoolNode leaf, int firstPage, int pages) {
        synchronized (lock) {
            grants.giveBackRun(leaf, firstPage, pages);
            detachIfEmpty(leaf);
        }
        tellFreed();
    }

    /** Cuts what a pool has at hand to one batch, or to nothing if the pool is closed. */
    void trimPagesAtHand(PoolNode leaf) {
        synchronized (lock) {
            if (leaf.isStopped()) {
                grants.drain(leaf);
                detachIfEmpty(leaf);
            } else if (waiting) {
                grants.drain(leaf);
            } else {
                grants.trimAtHand(leaf);
            }
        }
        tellFreed();
    }

    // Reservations

    /** Reserves bytes, all or none. */
    public boolean tryReserve(PoolNode leaf, long bytes) {
        synchronized (lock) {
            requireLeaf(leaf);
            reclaims.requireAllowed(leaf, bytes);
            if (!grants.findRoom(leaf, bytes)) {
                return false;
            }
            leaf.reservedBytes += bytes;
            grants.addHeld(leaf, bytes);
            leaf.notePeak(leaf.ownUsedBytes());
            return true;
        }
    }

    /** Gives back reserved bytes, of which there must be as many. */
    public void unreserve(PoolNode leaf, long bytes) {
        synchronized (lock) {
            if (bytes > leaf.reservedBytes) {
                throw new IllegalStateException(
                        "bytes=%d of pool %s (expected at most the %d reserved)"
                                .formatted(bytes, leaf.path(), leaf.reservedBytes));
            }
            leaf.reservedBytes -= bytes;
            grants.addHeld(leaf, -bytes);
            detachIfEmpty(leaf);
        }
        tellFreed();
    }

    /** Collects all pages at hand and gives free memory back to the operating system. */
    public long trim() {
        synchronized (lock) {
            if (shutdown) {
                return 0;
            }
            grants.collect(root);
            return store.trim();
        }
    }

    // Waiting

    /**
     * Says whether anybody waits for memory. While somebody does, all that comes back goes to the
     * tree at once, and the listener is told.
     *
     * <p>Whoever waits says so <em>first</em> and looks for memory <em>then</em>; whoever gives
     * memory back reads this after it. So one of the two sees the other.
     */
    public void setWaiting(boolean someoneWaits) {
        waiting = someoneWaits;
    }

    /** Whether somebody waits for memory. */
    public boolean isWaiting() {
        return waiting;
    }

    /**
     * Sets who is told, while somebody waits, that memory came free, a limit rose or a pool closed.
     * It is called by the thread that caused this, after the tree's lock was left, and may be
     * called without need; it must not block.
     */
    public void onFreed(Runnable listener) {
        freedListener = listener;
    }

    /** Tells the listener if somebody waits; not to be called under the lock. */
    private void tellFreed() {
        Runnable listener = freedListener;
        if (waiting && listener != null) {
            listener.run();
        }
    }

    // Arbitration

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
            grants.drain(pool);
        }
        tellFreed();
        return true;
    }

    /** Says what stands between a pool and some bytes. */
    public Pressure pressure(PoolNode pool, long bytes) {
        synchronized (lock) {
            return Pressure.of(pool, bytes);
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

    /** Whether this thread is giving back memory for others. */
    public boolean isReclaiming() {
        synchronized (lock) {
            return reclaims.isInside();
        }
    }

    // Figures

    /** Bytes of pages and reservations of a pool and all below it. */
    public long usedBytes(PoolNode pool) {
        synchronized (lock) {
            return pool.usedBytes();
        }
    }

    /** Bytes reserved by a pool itself. */
    public long reservedBytes(PoolNode pool) {
        synchronized (lock) {
            return pool.reservedBytes;
        }
    }

    /** What a pool could be granted now if nobody else asked. */
    public long availableBytes(PoolNode pool) {
        synchronized (lock) {
            return pool.isClosed() ? 0 : pool.availableBytes();
        }
    }

    /** The most bytes that all pools together held, pages at hand included. */
    public long peakHeldBytes() {
        return grants.peakHeldBytes();
    }

    /** What a pool and those below it have out, pool by pool. */
    public List<Holding> holdings(PoolNode pool) {
        List<Holding> holdings = new ArrayList<>();
        synchronized (lock) {
            collectHoldings(pool, holdings);
        }
        return holdings;
    }

    private void collectHoldings(PoolNode pool, List<Holding> holdings) {
        long pages = pool.heldPages - pool.atHand.size();
        if (pages > 0 || pool.reservedBytes > 0) {
            long pageBytes = pages * store.pageSizeBytes();
            holdings.add(new Holding(pool, pages, pageBytes, pool.reservedBytes));
        }
        pool.children.forEach(child -> collectHoldings(child, holdings));
    }

    /** Says why a pool was denied pages. */
    public String pagesDenied(PoolNode pool, int count) {
        synchronized (lock) {
            long bytes = (long) count * store.pageSizeBytes();
            PoolNode blocker = pool.blocker(bytes);
            return blocker == null
                    ? Shortage.ofRegions(pool, count, bytes, grants.mapFailure())
                    : Shortage.ofPages(pool, blocker, count, bytes);
        }
    }

    /** Says why a pool was denied a reservation. */
    public String reservationDenied(PoolNode pool, long bytes) {
        synchronized (lock) {
            return Shortage.ofReservation(pool, blockerOrRoot(pool, bytes), bytes);
        }
    }

    private PoolNode blockerOrRoot(PoolNode pool, long bytes) {
        PoolNode blocker = pool.blocker(bytes);
        return blocker == null ? root : blocker;
    }

    /**
     * Checks the tree against the invariants of this package.
     *
     * @return the pages that no pool holds
     * @throws IllegalStateException if one does not hold
     */
    public BitSet verify() {
        synchronized (lock) {
            return TreeCheck.verify(root, store, grants.heldBytes());
        }
    }

    private void requireOpen(PoolNode pool) {
        if (shutdown) {
            throw new IllegalStateException("the memory manager has been shut down");
        }
        if (pool.isStopped()) {
            throw stopped(pool);
        }
    }

    private void requireLeaf(PoolNode pool) {
        requireOpen(pool);
        if (!pool.children.isEmpty()) {
            throw new IllegalStateException(
                    "pool=%s has children (expected a leaf: only leaves hold memory)"
                            .formatted(pool.path()));
        }
    }

    static IllegalStateException stopped(PoolNode pool) {
        MemoryPoolFailedException failure = pool.failure();
        if (failure != null && !pool.isClosed()) {
            return new MemoryPoolFailedException(failure.getMessage(), failure);
        }
        return new IllegalStateException(
                "pool=" + pool.path() + " is closed (expected an open one)");
    }
}
