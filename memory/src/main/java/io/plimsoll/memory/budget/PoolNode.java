package io.plimsoll.memory.budget;

import io.plimsoll.memory.budget.allowance.Allowance;
import io.plimsoll.memory.budget.allowance.ByteSlack;
import io.plimsoll.memory.budget.allowance.PoolTerms;
import io.plimsoll.memory.budget.loan.LoanEvictor;
import io.plimsoll.memory.pages.PageRack;
import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.request.MemoryPoolFailedException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pool's place in the {@link PoolTree}: its allowance, what it holds, and what it has at hand:
 * free pages and bytes that are charged already, for which no lock is needed.
 *
 * <p><b>Threads:</b> any thread may call any public method.
 */
public final class PoolNode {

    final @Nullable PoolNode parent;
    final boolean mayUseReserve;

    // Guarded by the lock of the tree:
    final Allowance allowance;
    Set<PoolNode> children = Set.of(); // a set: thousands may close in any order
    long heldPages;
    long grantedBytes; // for reservations, slack included
    private long peakBytes;
    boolean holdingsTold; // whether it was told what was out when this pool closed
    boolean borrows; // whether more may be lent to it; only with an evictor

    /** How many leaves from here on down may have something at hand: see {@link RoomSearch}. */
    int stockedLeaves;

    @Nullable PoolNode stockedBefore;
    @Nullable PoolNode stockedAfter;

    /**
     * Both are made under the lock, when memory is first taken; replaced only after the budget was
     * resized, and while they are closed. They are read without it: whoever misses them, or finds
     * closed ones, takes the lock, and their own fields are final.
     */
    @Nullable PageRack rack;

    @Nullable ByteSlack slack;

    /** Written under the lock of the tree. */
    private volatile boolean closed;

    /** Why nothing more is granted, though the pool is open. Written under the lock of the tree. */
    private volatile @Nullable MemoryPoolFailedException failure;

    private volatile int priority;
    private volatile @Nullable LoanEvictor evictor; // written under the lock of the tree

    private final PoolTree tree;
    private final String name;
    private final boolean evictable;
    private final long openingOrder;

    PoolNode(PoolTree tree, @Nullable PoolNode parent, PoolTerms terms) {
        this.tree = tree;
        this.parent = parent;
        this.name = terms.name();
        this.allowance =
                new Allowance(
                        parent == null ? null : parent.allowance,
                        terms.minBytes(),
                        terms.maxBytes());
        this.priority = terms.priority();
        this.evictable = terms.evictable();
        this.openingOrder = tree.nextOpening();
        this.mayUseReserve = terms.mayUseReserve();
    }

    /** The tree of this pool. */
    public PoolTree tree() {
        return tree;
    }

    /** The last part of the path. */
    public String name() {
        return name;
    }

    /** The names from the root to this pool, separated by slashes. */
    public String path() {
        return parent == null ? name : parent.path() + "/" + name;
    }

    /** The pool above; null for the root. */
    public @Nullable PoolNode parent() {
        return parent;
    }

    /** The higher, the later it is asked to give memory back. */
    public int priority() {
        return priority;
    }

    /** The priority, or if it is 0 that of the nearest pool above with another; 0 if none has. */
    public int effectivePriority() {
        int own = priority;
        return own != 0 || parent == null ? own : parent.effectivePriority();
    }

    /** Changes the priority; whoever looks at it next sees the change. */
    public void setPriority(int priority) {
        this.priority = priority;
    }

    /** Whether what it holds can be taken from it at once, as from a cache. */
    public boolean isEvictable() {
        return evictable;
    }

    /** Grows from each pool of a tree that opens to the next. */
    public long openingOrder() {
        return openingOrder;
    }

    /** Whether this pool is another one or below it. */
    public boolean isWithin(PoolNode other) {
        for (PoolNode at = this; at != null; at = at.parent) {
            if (at == other) {
                return true;
            }
        }
        return false;
    }

    /** Sets how memory is taken from this pool at once, by any thread and under no lock. */
    void setEvictor(@Nullable LoanEvictor evictor) {
        this.evictor = evictor;
        this.borrows = evictable && evictor != null;
    }

    @Nullable LoanEvictor evictor() {
        return evictor;
    }

    /** The maximum, cut to those of the pools above. */
    public long maxBytes() {
        return tree.books().maxBytes(this);
    }

    /** The most that was used; for a pool with children the most that those below held. */
    public long peakBytes() {
        return tree.books().peakBytes(this);
    }

    /** Whether the pool was closed, by itself or with a pool above it. */
    public boolean isClosed() {
        return closed;
    }

    /** Why the pool was failed; null if it was not. */
    public @Nullable MemoryPoolFailedException failure() {
        return failure;
    }

    /**
     * Takes a page, or returns {@link PageStore#NONE} if none is to be had.
     *
     * @throws IllegalStateException if the pool is closed, was failed or has children
     */
    public int takePage() {
        PageRack pages = rack;
        int page = pages == null ? PageStore.NONE : pages.pop();
        return page == PageStore.NONE ? takePageFromTree() : page;
    }

    private int takePageFromTree() {
        int page = tree.takePage(this);
        while (page == PageStore.NONE && tree.recall(this, tree.pageSizeBytes())) {
            page = tree.takePage(this);
        }
        return page;
    }

    /**
     * Takes pages, all or none; there must be one at least.
     *
     * @return the first of a chain linked by {@link PageStore#next}, or {@link PageStore#NONE}
     * @throws IllegalStateException if the pool is closed, was failed or has children
     */
    public int takePages(int count) {
        int chain = tree.takePages(this, count);
        while (chain == PageStore.NONE && tree.recall(this, (long) count * tree.pageSizeBytes())) {
            chain = tree.takePages(this, count);
        }
        return chain;
    }

    /**
     * Takes contiguous pages and returns the first, or {@link PageStore#NONE}; there must be one at
     * least.
     *
     * @throws IllegalStateException if the pool is closed, was failed or has children
     */
    public int takeRun(int count) {
        int first = tree.takeRun(this, count);
        while (first == PageStore.NONE && tree.recall(this, (long) count * tree.pageSizeBytes())) {
            first = tree.takeRun(this, count);
        }
        return first;
    }

    /** Gives back a page that was taken from this pool and not given back since. */
    public void giveBack(int page) {
        PageRack pages = rack;
        if (pages == null || !pages.push(page)) {
            tree.giveBackPage(this, page);
        }
    }

    /**
     * Reserves bytes, all or none; there must be 0 at least.
     *
     * @throws IllegalStateException if the pool is closed or has children
     */
    public boolean tryReserve(long bytes) {
        ByteSlack bytesAtHand = slack;
        return (bytesAtHand != null && bytesAtHand.tryReserve(bytes)) || reserveFromTree(bytes);
    }

    private boolean reserveFromTree(long bytes) {
        boolean granted = tree.tryReserve(this, bytes);
        while (!granted && tree.recall(this, bytes)) {
            granted = tree.tryReserve(this, bytes);
        }
        return granted;
    }

    /**
     * Gives back reserved bytes; there must be 0 at least.
     *
     * @throws IllegalStateException if fewer are reserved; nothing has changed then
     */
    public void unreserve(long bytes) {
        ByteSlack bytesAtHand = slack;
        if (bytesAtHand == null || !bytesAtHand.tryUnreserve(bytes)) {
            tree.unreserve(this, bytes);
        }
    }

    void close() {
        closed = true;
    }

    void fail(MemoryPoolFailedException reason) {
        failure = reason;
    }

    /** Whether nothing more is granted: closed or failed. */
    boolean isStopped() {
        return closed || failure != null;
    }

    void add(PoolNode child) {
        if (children.isEmpty()) {
            children = new LinkedHashSet<>();
        }
        children.add(child);
    }

    PoolNode root() {
        return parent == null ? this : parent.root();
    }

    /** The pool of an allowance that is this pool's or one above. */
    @Nullable PoolNode holderOf(@Nullable Allowance sought) {
        if (sought == null) {
            return null;
        }
        PoolNode pool = this;
        while (pool.allowance != sought && pool.parent != null) {
            pool = pool.parent;
        }
        return pool;
    }

    /** Whether this pool may live on what others don't use of their guarantees. */
    boolean mayBorrow() {
        return borrows;
    }

    /** How much more may be inside. */
    long roomBytes() {
        return allowance.roomBytes(mayUseReserve);
    }

    // Figures, under the lock of the tree; while threads use what is at hand, about right

    long pagesAtHand() {
        PageRack pages = rack;
        return pages == null ? 0 : Math.min(heldPages, pages.count());
    }

    long slackBytes() {
        ByteSlack bytesAtHand = slack;
        return bytesAtHand == null ? 0 : Math.min(grantedBytes, bytesAtHand.slackBytes());
    }

    long leasedPages() {
        return heldPages - pagesAtHand();
    }

    long reservedBytes() {
        return grantedBytes - slackBytes();
    }

    /** Bytes of pages and reservations of this pool itself. */
    long ownUsedBytes() {
        return leasedPages() * tree.pageSizeBytes() + reservedBytes();
    }

    /** Bytes at hand of this pool and all below it. */
    long idleBytes() {
        if (stockedLeaves == 0) {
            return 0;
        }
        long idle = pagesAtHand() * tree.pageSizeBytes() + slackBytes();
        for (PoolNode child : children) {
            idle += child.idleBytes();
        }
        return idle;
    }

    /** Bytes of pages and reservations of this pool and all below it. */
    long usedBytes() {
        return allowance.heldBytes() - idleBytes();
    }

    /** What would be inside if no pool had anything at hand. */
    long neededBytes() {
        if (stockedLeaves == 0) {
            return allowance.insideBytes();
        }
        long needed = children.isEmpty() ? allowance.insideBytes() - idleBytes() : 0;
        for (PoolNode child : children) {
            needed += Math.max(child.allowance.guaranteeBytes(), child.neededBytes());
        }
        return needed;
    }

    // Peaks, under the lock of the tree

    /**
     * Notes the most that was used since the last call, here and above. To be called before what
     * this leaf holds changes, since until then what was used is what is held less the fewest at
     * hand; and after it has grown.
     */
    void notePeak() {
        long idle = fewestAtHandBytes(true);
        for (PoolNode pool = this; pool != null; pool = pool.parent) {
            pool.peakBytes = Math.max(pool.peakBytes, pool.allowance.heldBytes() - idle);
        }
    }

    /** The most that was used until now. */
    long notedPeakBytes() {
        return Math.max(peakBytes, allowance.heldBytes() - fewestIdleBytes());
    }

    private long fewestIdleBytes() {
        if (stockedLeaves == 0) {
            return 0;
        }
        long idle = fewestAtHandBytes(false);
        for (PoolNode child : children) {
            idle += child.fewestIdleBytes();
        }
        return idle;
    }

    private long fewestAtHandBytes(boolean startAnew) {
        if (stockedLeaves == 0) {
            return 0;
        }
        PageRack pages = rack;
        ByteSlack bytesAtHand = slack;
        long bytes = pages == null ? 0 : (long) pages.fewest(startAnew) * tree.pageSizeBytes();
        return bytesAtHand == null ? bytes : bytes + bytesAtHand.least(startAnew);
    }

    @Override
    public String toString() {
        return path();
    }
}
