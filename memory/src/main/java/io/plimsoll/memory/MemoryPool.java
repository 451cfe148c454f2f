package io.plimsoll.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A share of the budget: a node of the tree under a {@link MemoryManager}.
 *
 * <p>A pool has a guaranteed minimum, which is its own from the moment it opens, and a maximum.
 * What lies between is used by whoever asks first: nothing unused is fenced off. Only leaves hold
 * memory; a pool with children cannot allocate, a pool that holds memory cannot have children.
 *
 * <p><b>Threads:</b> any thread may call any method. Allocating and releasing a page takes no lock
 * as a rule, and makes no garbage ever.
 */
public final class MemoryPool implements AutoCloseable {

    private static final VarHandle PEAK;

    static {
        try {
            PEAK = MethodHandles.lookup().findVarHandle(MemoryPool.class, "peakBytes", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final PoolTree tree;
    private final PageStore store;
    private final int pageSizeBytes;
    private final int maxPagesAtHand;
    private final String name;
    private final long minBytes;
    private final @Nullable Object owner;

    final @Nullable MemoryPool parent;
    final long maxBytes;
    final PageCache cache;

    // Guarded by the lock of the tree:
    final Set<MemoryPool> children = new LinkedHashSet<>();
    long guaranteeBytes;
    long heldPages;
    long reservedBytes;
    long emptyStamp;

    /** Written under the lock of the tree; read without it for the peak only. */
    volatile long insideBytes;

    /** Written under the lock of the tree. */
    volatile boolean closed;

    private volatile long peakBytes;

    MemoryPool(
            PoolTree tree,
            @Nullable MemoryPool parent,
            String name,
            long minBytes,
            long maxBytes,
            @Nullable Object owner) {
        this.tree = tree;
        this.store = tree.store();
        this.pageSizeBytes = tree.pageSizeBytes();
        this.maxPagesAtHand = tree.maxPagesAtHand();
        this.parent = parent;
        this.name = name;
        this.minBytes = minBytes;
        this.guaranteeBytes = minBytes;
        this.maxBytes = parent == null ? maxBytes : Math.min(maxBytes, parent.maxBytes);
        this.owner = owner;
        this.cache = new PageCache(store);
    }

    /**
     * Opens a pool below this one.
     *
     * @param name part of the path in reports; need not be unique
     * @param minBytes guaranteed from now until the child closes
     * @param maxBytes at most this; cut to this pool's maximum
     * @throws MemoryReservationException if the minimum is not to be had; nothing has changed then
     * @throws IllegalStateException if this pool is closed or holds memory itself
     */
    public MemoryPool newChild(String name, long minBytes, long maxBytes)
            throws MemoryReservationException {
        return tree.open(this, Objects.requireNonNull(name, "name"), minBytes, maxBytes, null);
    }

    /** Leases a page, or returns null if none is to be had. Its contents are arbitrary. */
    public @Nullable MemorySegment tryAllocatePage() {
        int page = cache.pop();
        return page == PageCache.EMPTY ? tree.takePage(this) : lease(page);
    }

    /**
     * Leases pages into a collection: all or none.
     *
     * @return whether they were granted
     */
    public boolean tryAllocatePages(int count, Collection<? super MemorySegment> target) {
        requireNotNegative(count, "count");
        Objects.requireNonNull(target, "target");
        return tree.takePages(this, count, target);
    }

    /**
     * Leases pages.
     *
     * @throws MemoryAllocationException if not all are to be had, saying who holds the memory and
     *     what to raise; none is leased then
     */
    public List<MemorySegment> allocatePages(int count) throws MemoryAllocationException {
        requireNotNegative(count, "count");
        // no more than could be granted, lest a wild request sizes the list
        List<MemorySegment> pages = new ArrayList<>(Math.min(count, store.pageCount()));
        if (!tree.takePages(this, count, pages)) {
            throw new MemoryAllocationException(tree.pagesDenied(this, count));
        }
        return pages;
    }

    /**
     * Takes a page back. Every later access through it throws.
     *
     * @throws IllegalStateException if the page is not leased from this pool (now)
     */
    public void release(MemorySegment page) {
        if (!page.endLease(this)) {
            MemoryPool lessee = page.lessee();
            throw new IllegalStateException(
                    "page=%s leased by %s (expected a page leased by %s: released twice, or to a wrong pool?)"
                            .formatted(page, lessee == null ? "nobody" : lessee.path(), path()));
        }
        giveBack(page);
    }

    /**
     * Takes pages back and empties the collection.
     *
     * @throws IllegalStateException at the first page that is not leased from this pool; those
     *     before it are released then and the collection is as it was
     */
    public void release(Collection<MemorySegment> pages) {
        for (MemorySegment page : pages) {
            release(page);
        }
        pages.clear();
    }

    /** Takes a page back unless somebody else has done so. */
    void releaseOnce(MemorySegment page) {
        if (page.endLease(this)) {
            giveBack(page);
        }
    }

    private void giveBack(MemorySegment page) {
        if (tree.checksUseAfterFree()) {
            store.poison(page);
            store.renew(page);
        }
        int height = cache.push(page.page());
        // closed is read after the push: either close sees the page, or this sees that it is closed
        if (height > maxPagesAtHand || closed) {
            tree.trimCache(this);
        }
    }

    /** Opens a page that was taken for this pool. */
    MemorySegment lease(int index) {
        MemorySegment page = store.page(index);
        page.lease(this);
        notePeak(insideBytes - (long) cache.heightBelow(index) * pageSizeBytes);
        if (closed) {
            releaseOnce(page);
            throw new IllegalStateException("pool=" + path() + " is closed (expected an open one)");
        }
        return page;
    }

    /**
     * Reserves bytes that this pool's user takes elsewhere, such as on the heap.
     *
     * @return whether they were granted
     */
    public boolean tryReserve(long bytes) {
        requireNotNegative(bytes, "bytes");
        return tree.tryReserve(this, bytes);
    }

    /**
     * Reserves bytes that this pool's user takes elsewhere.
     *
     * @throws MemoryReservationException if they are not to be had, saying who holds the memory and
     *     what to raise
     */
    public void reserve(long bytes) throws MemoryReservationException {
        if (!tryReserve(bytes)) {
            throw new MemoryReservationException(tree.reservationDenied(this, bytes));
        }
    }

    /**
     * Gives reserved bytes back.
     *
     * @throws IllegalStateException if fewer are reserved; nothing has changed then
     */
    public void unreserve(long bytes) {
        requireNotNegative(bytes, "bytes");
        tree.unreserve(this, bytes);
    }

    /** Returns the last part of the path. */
    public String name() {
        return name;
    }

    /** Returns the names from the root to this pool, separated by slashes. */
    public String path() {
        return parent == null ? name : parent.path() + "/" + name;
    }

    /** Returns the guaranteed minimum. */
    public long minBytes() {
        return minBytes;
    }

    /** Returns the maximum. */
    public long maxBytes() {
        return maxBytes;
    }

    /** Returns the bytes of pages leased and of reservations, those of all pools below included. */
    public long usedBytes() {
        return tree.usedBytes(this);
    }

    /** Returns the bytes reserved in this pool itself, pages not included. */
    public long reservedBytes() {
        return tree.reservedBytes(this);
    }

    /**
     * Returns the most that {@link #usedBytes} has been. For a pool with children it is the most
     * that was granted to them, pages they kept at hand and unused guarantees included.
     */
    public long peakBytes() {
        return peakBytes;
    }

    /** Returns how much this pool could be granted now, if nobody else asks. */
    public long availableBytes() {
        return tree.availableBytes(this);
    }

    /** Returns the size of every page. */
    public int pageSizeBytes() {
        return pageSizeBytes;
    }

    /** Returns what this pool and those below it have out now. */
    public LeakReport outstanding() {
        return tree.leaks(this);
    }

    /**
     * Ends this pool and those below it: the guarantee is given back and nothing more is granted.
     * What is still out is reported as a leak and stays charged until it is released. Closing again
     * has no effect.
     */
    @Override
    public void close() {
        tree.close(this);
    }

    @Override
    public String toString() {
        return "MemoryPool[" + path() + "]";
    }

    /** What {@link MemorySegment#getOwner} says of this pool's pages. */
    Object owner() {
        return owner == null ? this : owner;
    }

    MemoryPool rootOf() {
        return parent == null ? this : parent.rootOf();
    }

    /** What this pool costs its parent. */
    long chargedBytes() {
        return Math.max(guaranteeBytes, insideBytes);
    }

    long usedUnderLock() {
        long used = (heldPages - cache.size()) * pageSizeBytes + reservedBytes;
        for (MemoryPool child : children) {
            used += child.usedUnderLock();
        }
        return used;
    }

    /** Bytes inside this pool if nobody kept pages at hand. */
    private long neededUnderLock() {
        long needed = (heldPages - cache.size()) * pageSizeBytes + reservedBytes;
        for (MemoryPool child : children) {
            needed += Math.max(child.guaranteeBytes, child.neededUnderLock());
        }
        return needed;
    }

    long availableUnderLock() {
        long needed = neededUnderLock();
        long own = maxBytes - needed;
        return parent == null
                ? own
                : Math.min(own, parent.availableUnderLock() + Math.max(0, guaranteeBytes - needed));
    }

    void collectLeaks(List<LeakReport.Leak> leaks) {
        long pages = heldPages - cache.size();
        if (pages > 0 || reservedBytes > 0) {
            leaks.add(new LeakReport.Leak(path(), pages, pages * pageSizeBytes, reservedBytes));
        }
        for (MemoryPool child : children) {
            child.collectLeaks(leaks);
        }
    }

    void notePeak(long usedBytes) {
        long seen = peakBytes;
        while (usedBytes > seen && !PEAK.compareAndSet(this, seen, usedBytes)) {
            seen = peakBytes;
        }
    }

    private static void requireNotNegative(long value, String what) {
        if (value < 0) {
            throw new IllegalArgumentException(what + "=" + value + " (expected 0 or more)");
        }
    }
}
