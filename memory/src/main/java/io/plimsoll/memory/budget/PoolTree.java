package io.plimsoll.memory.budget;

import io.plimsoll.memory.budget.allowance.PoolTerms;
import io.plimsoll.memory.budget.figures.Denial;
import io.plimsoll.memory.budget.loan.Recall;
import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.request.MemoryPoolFailedException;
import io.plimsoll.memory.stripe.Stripes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Grants memory to pools and takes it back: what a {@link PoolNode} cannot do with what it has at
 * hand.
 *
 * <p><b>Threads:</b> any thread may call any public method.
 */
public final class PoolTree {

    private final Object lock = new Object();
    private final PageStore store; // its list guarded by lock
    private final RoomSearch search; // guarded by lock
    private final PageGrants pages; // guarded by lock
    private final ByteGrants bytes; // guarded by lock
    private final Limits limits;
    private final ReclaimGuard reclaims = new ReclaimGuard(); // guarded by lock
    private final Contention contention;
    private final Books books;
    private final PoolNode root;

    private long openings; // guarded by lock but for the root's

    private volatile boolean shutdown; // written under lock

    private volatile @Nullable Runnable rootUseListener;

    /** Creates a tree of one pool, the root, whose maximum is the budget. */
    public PoolTree(PageStore store, long memorySizeBytes) {
        this(store, memorySizeBytes, 0);
    }

    /**
     * Creates a tree of one pool, the root, whose maximum is the budget.
     *
     * @param reservedFraction of the budget, only for pools that may use the reserve
     */
    public PoolTree(PageStore store, long memorySizeBytes, double reservedFraction) {
        int stripes = Stripes.count();
        this.store = store;
        this.search = new RoomSearch(store);
        this.pages = new PageGrants(store, search, stripes, memorySizeBytes);
        this.bytes = new ByteGrants(search, stripes, memorySizeBytes, store.pageSizeBytes());
        this.limits = new Limits(this, lock, search);
        this.contention = new Contention(this, lock, search, reclaims);
        this.root = new PoolNode(this, null, PoolTerms.ofRoot(memorySizeBytes));
        this.books = new Books(this, lock, pages);
        root.allowance.setReserve((long) (memorySizeBytes * reservedFraction));
    }

    /** The pool above all others. */
    public PoolNode root() {
        return root;
    }

    /** The pages of this tree. */
    public PageStore store() {
        return store;
    }

    /** Changes to the limits of pools that are open. */
    public Limits limits() {
        return limits;
    }

    /** Waiting for memory, and what an arbiter asks and does for those who wait. */
    public Contention contention() {
        return contention;
    }

    /** What the pools of this tree have, had and could have. */
    public Books books() {
        return books;
    }

    /** Keeps what pools have at hand a small part of a new budget; needs the lock. */
    void setBudget(long memorySizeBytes) {
        search.collect(root);
        pages.setBudget(memorySizeBytes);
        bytes.setBudget(memorySizeBytes);
    }

    /** Numbers the pools in the order in which they open; needs the lock. */
    long nextOpening() {
        return openings++;
    }

    int pageSizeBytes() {
        return store.pageSizeBytes();
    }

    // Pools

    /** Opens a pool below another, which must be open and hold no memory itself. */
    public Opening open(PoolNode parent, PoolTerms terms) {
        synchronized (lock) {
            requireOpen(parent);
            reclaims.requireAllowed(parent, terms.minBytes());
            search.empty(parent);
            if (parent.heldPages != 0 || parent.grantedBytes != 0) {
                throw new IllegalStateException(
                        "pool=%s holds memory (expected none: only leaves hold memory)"
                                .formatted(parent.path()));
            }
            long minBytes = terms.minBytes();
            if (!search.findInside(parent, minBytes, terms.mayUseReserve())) {
                String path = parent.path() + "/" + terms.name();
                return new Opening.Refused(Denial.ofNewPool(path, minBytes));
            }
            PoolNode child = new PoolNode(this, parent, terms);
            parent.add(child);
            parent.allowance.addInside(minBytes);
            search.guardReserve(root);
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
        contention.tellGone();
        contention.tellFreed();
        return true;
    }

    private void closeUnderLock(PoolNode pool) {
        for (PoolNode child : List.copyOf(pool.children)) {
            closeUnderLock(child);
        }
        pool.close();
        search.empty(pool);
        detachIfEmpty(pool);
    }

    /** Removes a closed pool of which nothing is out; until then it stands for its leak. */
    private boolean detachIfEmpty(PoolNode pool) {
        PoolNode parent = pool.parent;
        if (!pool.isClosed() || parent == null) {
            return false;
        }
        pool.allowance.dropGuarantee();
        boolean detached = pool.allowance.heldBytes() == 0 && parent.children.remove(pool);
        if (detached) {
            detachIfEmpty(parent);
        }
        return detached;
    }

    /** Tells, after the lock was left, what came back. */
    private void tellBack(boolean detached) {
        if (detached) {
            contention.tellGone();
        }
        contention.tellFreed();
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
        contention.tellGone();
        contention.tellFreed();
    }

    /** Whether {@link #shutdown} was called. */
    public boolean isShutdown() {
        return shutdown;
    }

    // Pages

    /** Takes a page that is not at hand, or returns {@link PageStore#NONE}. */
    int takePage(PoolNode leaf) {
        noteUse(leaf);
        synchronized (lock) {
            requireMayTake(leaf, pageSizeBytes());
            return pages.takePage(leaf, mayKeepAtHand(leaf));
        }
    }

    /**
     * Takes pages, all or none; there must be one at least. Recalls nothing that was lent.
     *
     * @return the first of a chain linked by {@link PageStore#next}, or {@link PageStore#NONE}
     */
    public int takePages(PoolNode leaf, int count) {
        noteUse(leaf);
        synchronized (lock) {
            requireMayTake(leaf, (long) count * pageSizeBytes());
            return pages.takePages(leaf, count);
        }
    }

    /** Takes contiguous pages and returns the first, or {@link PageStore#NONE}. */
    int takeRun(PoolNode leaf, int count) {
        noteUse(leaf);
        synchronized (lock) {
            requireMayTake(leaf, (long) count * pageSizeBytes());
            return pages.takeRun(leaf, count);
        }
    }

    /** Gives back a run that was taken from a pool and not given back since. */
    public void giveBackRun(PoolNode leaf, int firstPage, int count) {
        boolean detached;
        synchronized (lock) {
            pages.giveBackRun(leaf, firstPage, count);
            detached = detachIfEmpty(leaf);
        }
        tellBack(detached);
    }

    /** Takes a page back that found no place at hand. */
    void giveBackPage(PoolNode leaf, int page) {
        boolean detached;
        synchronized (lock) {
            pages.giveBack(leaf, page, mayKeepAtHand(leaf));
            detached = detachIfEmpty(leaf);
        }
        tellBack(detached);
    }

    /** The root may hold memory itself if those below that nobody needs close first. */
    private void noteUse(PoolNode pool) {
        Runnable listener = rootUseListener;
        if (pool.parent == null && listener != null) {
            listener.run();
        }
    }

    /**
     * Sets who is told, under no lock of the tree, that the root itself is about to take memory,
     * which it can only if it has no children: whoever keeps idle ones closes them.
     */
    public void onRootUse(Runnable listener) {
        rootUseListener = listener;
    }

    // Reservations

    /** Reserves bytes, all or none. Recalls nothing that was lent. */
    public boolean tryReserve(PoolNode leaf, long amountBytes) {
        noteUse(leaf);
        synchronized (lock) {
            requireMayTake(leaf, amountBytes);
            return bytes.reserve(leaf, amountBytes, mayKeepAtHand(leaf));
        }
    }

    /** Gives back reserved bytes, of which there must be as many. */
    public void unreserve(PoolNode leaf, long amountBytes) {
        boolean detached;
        synchronized (lock) {
            bytes.unreserve(leaf, amountBytes, mayKeepAtHand(leaf));
            detached = detachIfEmpty(leaf);
        }
        tellBack(detached);
    }

    /**
     * Whether a leaf may keep memory at hand: not while somebody waits for it, or while it was lent
     * to the leaf, or has to come back because a maximum was lowered.
     */
    private boolean mayKeepAtHand(PoolNode leaf) {
        return !contention.isWaiting()
                && !leaf.isStopped()
                && leaf.children.isEmpty()
                && leaf.allowance.borrowedBytes() == 0
                && !leaf.allowance.isOverhung(leaf.mayUseReserve);
    }

    /**
     * Has memory given back that was lent, if that is why a pool was denied some bytes; meanwhile
     * nothing is lent. Runs code of users: under no lock.
     *
     * @return whether to try again
     */
    boolean recall(PoolNode pool, long amountBytes) {
        Recall recall;
        synchronized (lock) {
            recall = search.recallFor(pool, amountBytes);
        }
        if (recall == null) {
            return false;
        }
        try {
            recall.run();
        } finally {
            synchronized (lock) {
                search.end(recall);
            }
        }
        return recall.hasHelped();
    }

    /** Gives memory that nobody has needed since the last call back to the operating system. */
    public long trimIdle() {
        synchronized (lock) {
            return shutdown ? 0 : store.trimIdle();
        }
    }

    /** Collects what is at hand and gives free memory back to the operating system. */
    public long trim() {
        synchronized (lock) {
            if (shutdown) {
                return 0;
            }
            search.collect(root);
            return store.trim();
        }
    }

    void requireOpen(PoolNode pool) {
        if (shutdown) {
            throw new IllegalStateException("the memory manager has been shut down");
        }
        if (pool.isStopped()) {
            MemoryPoolFailedException failure = pool.failure();
            if (failure != null && !pool.isClosed()) {
                throw new MemoryPoolFailedException(failure.getMessage(), failure);
            }
            throw new IllegalStateException(
                    "pool=" + pool.path() + " is closed (expected an open one)");
        }
    }

    private void requireMayTake(PoolNode pool, long amountBytes) {
        requireOpen(pool);
        reclaims.requireAllowed(pool, amountBytes);
        if (!pool.children.isEmpty()) {
            throw new IllegalStateException(
                    "pool=%s has children (expected a leaf: only leaves hold memory)"
                            .formatted(pool.path()));
        }
    }
}
