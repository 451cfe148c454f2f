package io.plimsoll.memory.budget;

import io.plimsoll.memory.pages.PageStack;
import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.request.MemoryPoolFailedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pool's place in the {@link PoolTree}: its limits, what it holds, and the free pages that it
 * has at hand.
 *
 * <p><b>Threads:</b> any thread may call any public method; taking and giving back a page at hand
 * takes no lock.
 */
public final class PoolNode {

    private static final VarHandle PEAK;

    static {
        try {
            PEAK = MethodHandles.lookup().findVarHandle(PoolNode.class, "peakBytes", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final @Nullable PoolNode parent;
    final long minBytes;
    final long maxBytes;
    final PageStack atHand;

    // Guarded by the lock of the tree:
    final List<PoolNode> children = new ArrayList<>();
    long guaranteeBytes;
    long heldPages;
    long reservedBytes;
    long emptyStamp;

    /** Written under the lock of the tree; read without it for the peak only. */
    volatile long insideBytes;

    /** Written under the lock of the tree. */
    private volatile boolean closed;

    /** Why nothing more is granted, though the pool is open. Written under the lock of the tree. */
    private volatile @Nullable MemoryPoolFailedException failure;

    /**
     * Whether nothing more is granted: closed or failed. Written under the lock of the tree, and
     * read after a page was pushed or popped.
     */
    private volatile boolean stopped;

    private volatile long peakBytes;

    private volatile int priority;

    private final PoolTree tree;
    private final String name;
    private final boolean evictable;
    private final long openingOrder;
    private final long pageSizeBytes;
    private final int maxPagesAtHand;

    PoolNode(PoolTree tree, @Nullable PoolNode parent, PoolTerms terms) {
        this.tree = tree;
        this.parent = parent;
        this.name = terms.name();
        this.minBytes = terms.minBytes();
        this.guaranteeBytes = terms.minBytes();
        this.maxBytes =
                parent == null ? terms.maxBytes() : Math.min(terms.maxBytes(), parent.maxBytes);
        this.priority = terms.priority();
        this.evictable = terms.evictable();
        this.openingOrder = tree.nextOpening();
        this.pageSizeBytes = tree.store().pageSizeBytes();
        this.maxPagesAtHand = tree.maxPagesAtHand();
        this.atHand = new PageStack(tree.store());
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

    /** The pool above; null for the root. */
    public @Nullable PoolNode parent() {
        return parent;
    }

    /** The minimum that was guaranteed when the pool opened. */
    public long minBytes() {
        return minBytes;
    }

    /** The maximum, already cut to that of the parent. */
    public long maxBytes() {
        return maxBytes;
    }

    /** The most that was used; for a pool with children the most that was inside. */
    public long peakBytes() {
        return peakBytes;
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
        int page = atHand.pop();
        if (page == PageStore.NONE) {
            return tree.takePage(this);
        }
        notePeak(insideBytes - atHand.sizeBelow(page) * pageSizeBytes);
        if (stopped) {
            giveBack(page);
            throw PoolTree.stopped(this);
        }
        return page;
    }

    /** Gives back a page that was taken from this pool and not given back since. */
    public void giveBack(int page) {
        int size = atHand.push(page);
        // stopped is read after the push: either close finds the page, or this finds it closed; and
        // so is waiting: either the one who waits finds the page, or this finds that he waits
        if (size > maxPagesAtHand || stopped || tree.isWaiting()) {
            tree.trimPagesAtHand(this);
        }
    }

    void close() {
        closed = true;
        stopped = true;
    }

    void fail(MemoryPoolFailedException reason) {
        failure = reason;
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    PoolNode root() {
        return parent == null ? this : parent.root();
    }

    /** What this pool costs its parent. */
    long chargedBytes() {
        return Math.max(guaranteeBytes, insideBytes);
    }

    /** Bytes of pages and reservations of this pool itself, pages at hand not included. */
    long ownUsedBytes() {
        return (heldPages - atHand.size()) * pageSizeBytes + reservedBytes;
    }

    /** Bytes of pages and reservations of this pool and all below it. */
    long usedBytes() {
        long used = ownUsedBytes();
        for (PoolNode child : children) {
            used += child.usedBytes();
        }
        return used;
    }

    /** What would be inside if no pool had pages at hand. */
    long neededBytes() {
        long needed = ownUsedBytes();
        for (PoolNode child : children) {
            needed += Math.max(child.guaranteeBytes, child.neededBytes());
        }
        return needed;
    }

    /** What this pool could be granted if nobody else asked. */
    long availableBytes() {
        long needed = neededBytes();
        long own = maxBytes - needed;
        return parent == null
                ? own
                : Math.min(own, parent.availableBytes() + Math.max(0, guaranteeBytes - needed));
    }

    /**
     * What this pool could be granted without taking pages that others have at hand. Overflow is
     * not to be feared: no maximum exceeds that of the root.
     */
    long roomBytes() {
        long own = maxBytes - insideBytes;
        return parent == null
                ? own
                : Math.min(own, parent.roomBytes() + Math.max(0, guaranteeBytes - insideBytes));
    }

    /** The nearest pool towards the root that is too full for some bytes; null if none is. */
    @Nullable PoolNode blocker(long bytes) {
        if (bytes > maxBytes - insideBytes) {
            return this;
        }
        long aboveGuarantee = bytes - Math.max(0, guaranteeBytes - insideBytes);
        return parent == null || aboveGuarantee <= 0 ? null : parent.blocker(aboveGuarantee);
    }

    /** Changes what is inside, and carries on to the parent what that changes in the charge. */
    void addInside(long bytes) {
        long before = chargedBytes();
        long inside = insideBytes + bytes;
        insideBytes = inside;
        if (!children.isEmpty()) {
            notePeak(inside);
        }
        carry(before);
    }

    /** Ends the guarantee. */
    void dropGuarantee() {
        long before = chargedBytes();
        guaranteeBytes = 0;
        carry(before);
    }

    private void carry(long chargedBefore) {
        long change = chargedBytes() - chargedBefore;
        if (parent != null && change != 0) {
            parent.addInside(change);
        }
    }

    void notePeak(long usedBytes) {
        long seen = peakBytes;
        while (usedBytes > seen && !PEAK.compareAndSet(this, seen, usedBytes)) {
            seen = peakBytes;
        }
    }
}
