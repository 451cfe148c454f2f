package io.plimsoll.memory;

import io.plimsoll.memory.region.RegionException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The budget of one manager: grants memory to pools and takes it back.
 *
 * <p>Each pool counts the bytes <em>inside</em> it: pages it holds, leased or at hand, bytes
 * reserved, and what its children charge it. It charges its own parent the larger of that and its
 * guaranteed minimum. Memory is charged on the way from leaf to root before it is taken, and all of
 * it or none.
 *
 * <p>Pools keep a few free pages at hand, so that most allocations and releases end there, without
 * a lock. Those pages are charged but not used: before anything is denied, they are collected from
 * every pool whose charge stands in the way. A denial is final only if no such pool was touched
 * between two looks at it, so that there was an instant at which the memory was not there.
 *
 * <p><b>Threads:</b> one lock guards all state of the tree except the pages at hand. No callback
 * runs under it.
 */
final class PoolTree {

    /** A pool keeps at most twice this many pages at hand: a megabyte of ordinary pages. */
    private static final int MAX_BATCH_PAGES = 32;

    /**
     * At most this fraction of all pages moves to a pool at once, so that small budgets stay whole.
     */
    private static final int BATCHES_PER_BUDGET = 128;

    private final Object lock = new Object();
    private final PageStore store; // calls guarded by lock
    private final Consumer<LeakReport> leakListener;
    private final boolean checkUseAfterFree;
    private final int pageSizeBytes;
    private final int batchPages;
    private final MemoryPool root;

    private long heldBytes; // guarded by lock: pages held and bytes reserved by all pools
    private volatile long peakHeldBytes; // written under lock
    private volatile boolean shutdown; // written under lock
    private @Nullable String mapFailure; // guarded by lock

    PoolTree(
            PageStore store,
            long memorySizeBytes,
            boolean checkUseAfterFree,
            Consumer<LeakReport> leakListener) {
        this.store = store;
        this.pageSizeBytes = store.pageSizeBytes();
        this.checkUseAfterFree = checkUseAfterFree;
        this.leakListener = leakListener;
        this.batchPages = Math.clamp(store.pageCount() / BATCHES_PER_BUDGET, 1, MAX_BATCH_PAGES);
        this.root = new MemoryPool(this, null, "root", 0, memorySizeBytes, null);
    }

    MemoryPool root() {
        return root;
    }

    PageStore store() {
        return store;
    }

    int pageSizeBytes() {
        return pageSizeBytes;
    }

    boolean isShutdown() {
        return shutdown;
    }

    /** Height from which on a pool gives a batch of its pages back. */
    int maxPagesAtHand() {
        return 2 * batchPages;
    }

    boolean checksUseAfterFree() {
        return checkUseAfterFree;
    }

    /** Bytes leased and reserved, without pages at hand. */
    long usedBytes() {
        synchronized (lock) {
            return root.usedUnderLock();
        }
    }

    long peakHeldBytes() {
        return peakHeldBytes;
    }

    long usedBytes(MemoryPool pool) {
        synchronized (lock) {
            return pool.usedUnderLock();
        }
    }

    long reservedBytes(MemoryPool pool) {
        synchronized (lock) {
            return pool.reservedBytes;
        }
    }

    // Pools

    MemoryPool open(
            MemoryPool parent, String name, long minBytes, long maxBytes, @Nullable Object owner)
            throws MemoryReservationException {
        if (minBytes < 0 || maxBytes < minBytes) {
            throw new IllegalArgumentException(
                    "minBytes=%d, maxBytes=%d (expected 0 <= minBytes <= maxBytes)"
                            .formatted(minBytes, maxBytes));
        }
        synchronized (lock) {
            requireOpen(parent);
            drain(parent);
            if (parent.heldPages != 0 || parent.reservedBytes != 0) {
                throw new IllegalStateException(
                        "pool="
                                + parent.path()
                                + " holds memory (expected none: only leaves hold memory)");
            }
            MemoryPool child = new MemoryPool(this, parent, name, minBytes, maxBytes, owner);
            if (!tryCharge(parent, minBytes)) {
                throw new MemoryReservationException(
                        Shortage.ofGuarantee(child, blockerOrRoot(parent, minBytes)));
            }
            parent.children.add(child);
            return child;
        }
    }

    /** Ends a pool's guarantee; what it has out stays charged until it comes back. */
    void close(MemoryPool pool) {
        LeakReport report;
        synchronized (lock) {
            if (pool.closed) {
                return;
            }
            closeUnderLock(pool);
            report = new LeakReport(leaksOf(pool));
        }
        if (!report.isEmpty()) {
            leakListener.accept(report);
        }
    }

    private void closeUnderLock(MemoryPool pool) {
        for (MemoryPool child : List.copyOf(pool.children)) {
            if (!child.closed) {
                closeUnderLock(child);
            }
        }
        pool.closed = true;
        drain(pool);
        detachIfEmpty(pool);
    }

    /** Removes a closed pool once nothing of it is out; until then it stands for its leak. */
    private void detachIfEmpty(MemoryPool pool) {
        MemoryPool parent = pool.parent;
        if (!pool.closed || parent == null) {
            return;
        }
        long before = pool.chargedBytes();
        pool.guaranteeBytes = 0;
        addInside(parent, pool.chargedBytes() - before);
        if (pool.insideBytes == 0 && parent.children.remove(pool)) {
            detachIfEmpty(parent);
        }
    }

    /** Closes every pool, frees every page and gives all regions back. Later calls do nothing. */
    void shutdown() {
        synchronized (lock) {
            if (shutdown) {
                return;
            }
            shutdown = true;
            closeUnderLock(root);
            store.close();
        }
    }

    LeakReport leaks(MemoryPool pool) {
        synchronized (lock) {
            return new LeakReport(leaksOf(pool));
        }
    }

    private static List<LeakReport.Leak> leaksOf(MemoryPool pool) {
        List<LeakReport.Leak> leaks = new ArrayList<>();
        pool.collectLeaks(leaks);
        return leaks;
    }

    // Pages

    /** Leases one page from what is not at hand, or returns null. */
    @Nullable MemorySegment takePage(MemoryPool leaf) {
        synchronized (lock) {
            requireLeaf(leaf);
            while (true) {
                int page = leaf.cache.pop();
                if (page != PageCache.EMPTY) {
                    return leaf.lease(page);
                }
                long grantable = Math.min(room(leaf) / pageSizeBytes, batchPages);
                if (grantable > 0) {
                    int drawn = drawBatch(leaf, grantable);
                    return drawn == PageStore.NONE ? null : leaf.lease(drawn);
                }
                if (!collect(leaf, pageSizeBytes)) {
                    return null;
                }
            }
        }
    }

    /**
     * Draws pages, puts all but the last at hand and returns that one; none if no region is left.
     */
    private int drawBatch(MemoryPool leaf, long count) {
        int last = draw(leaf);
        for (long i = 1; last != PageStore.NONE && i < count; i++) {
            int next = draw(leaf);
            if (next == PageStore.NONE) {
                break;
            }
            leaf.cache.push(last);
            last = next;
        }
        return last;
    }

    /** Charges a page for which there is room and takes it; none if no region could be mapped. */
    private int draw(MemoryPool leaf) {
        int page;
        try {
            page = store.take();
        } catch (RegionException refused) {
            mapFailure = refused.getMessage();
            collectFrom(root);
            if (store.freePages() == 0) {
                return PageStore.NONE;
            }
            page = store.take();
        }
        leaf.heldPages++;
        addHeld(leaf, pageSizeBytes);
        return page;
    }

    /** Leases pages into a collection, all or none. */
    boolean takePages(MemoryPool leaf, int count, Collection<? super MemorySegment> target) {
        synchronized (lock) {
            requireLeaf(leaf);
            int chain = PageStore.NONE;
            for (int taken = 0; taken < count; taken++) {
                int page = popOrDraw(leaf, (long) (count - taken) * pageSizeBytes);
                if (page == PageStore.NONE) {
                    putBack(leaf, chain);
                    return false;
                }
                store.below[page] = chain;
                chain = page;
            }
            leaseAll(leaf, chain, target);
            return true;
        }
    }

    /** Takes a page at hand, else draws one if all that is still missing fits. */
    private int popOrDraw(MemoryPool leaf, long missingBytes) {
        while (true) {
            int page = leaf.cache.pop();
            if (page != PageCache.EMPTY) {
                return page;
            }
            if (room(leaf) >= missingBytes) {
                return draw(leaf);
            }
            if (!collect(leaf, missingBytes)) {
                return PageStore.NONE;
            }
        }
    }

    private void leaseAll(MemoryPool leaf, int chain, Collection<? super MemorySegment> target) {
        int page = chain;
        while (page != PageStore.NONE) {
            int next = store.below[page];
            target.add(leaf.lease(page));
            page = next;
        }
    }

    private void putBack(MemoryPool leaf, int chain) {
        int page = chain;
        while (page != PageStore.NONE) {
            int next = store.below[page];
            leaf.cache.push(page);
            page = next;
        }
    }

    /** Gives back what a pool has at hand beyond one batch; all of it if the pool is closed. */
    void trimCache(MemoryPool leaf) {
        synchronized (lock) {
            if (leaf.closed || shutdown) {
                drain(leaf);
                detachIfEmpty(leaf);
                return;
            }
            for (int i = leaf.cache.size(); i > batchPages; i--) {
                int page = leaf.cache.pop();
                if (page == PageCache.EMPTY) {
                    return;
                }
                giveBack(leaf, page);
            }
        }
    }

    private void drain(MemoryPool leaf) {
        for (int page = leaf.cache.pop(); page != PageCache.EMPTY; page = leaf.cache.pop()) {
            giveBack(leaf, page);
        }
    }

    private void giveBack(MemoryPool leaf, int page) {
        store.put(page);
        leaf.heldPages--;
        addHeld(leaf, -pageSizeBytes);
    }

    // Reservations

    boolean tryReserve(MemoryPool leaf, long bytes) {
        synchronized (lock) {
            requireLeaf(leaf);
            while (room(leaf) < bytes) {
                if (!collect(leaf, bytes)) {
                    return false;
                }
            }
            leaf.reservedBytes += bytes;
            addHeld(leaf, bytes);
            leaf.notePeak(leaf.usedUnderLock());
            return true;
        }
    }

    void unreserve(MemoryPool leaf, long bytes) {
        synchronized (lock) {
            if (bytes > leaf.reservedBytes) {
                throw new IllegalStateException(
                        "bytes=%d of pool %s (expected at most the %d reserved)"
                                .formatted(bytes, leaf.path(), leaf.reservedBytes));
            }
            leaf.reservedBytes -= bytes;
            addHeld(leaf, -bytes);
            detachIfEmpty(leaf);
        }
    }

    /** Collects all free pages and gives what is wholly free back to the operating system. */
    long trim() {
        synchronized (lock) {
            if (shutdown) {
                return 0;
            }
            collectFrom(root);
            return store.trim();
        }
    }

    /** See {@link MemoryManager#verify}. */
    void verify() {
        synchronized (lock) {
            TreeCheck.verify(root, store, heldBytes);
        }
    }

    // Budget

    long availableBytes(MemoryPool pool) {
        synchronized (lock) {
            return shutdown || pool.closed ? 0 : pool.availableUnderLock();
        }
    }

    /** The message of a denial of pages. */
    String pagesDenied(MemoryPool pool, int count) {
        synchronized (lock) {
            long bytes = (long) count * pageSizeBytes;
            return Shortage.ofPages(pool, blockerOrRoot(pool, bytes), count, bytes, mapFailure);
        }
    }

    /** The message of a denial of a reservation. */
    String reservationDenied(MemoryPool pool, long bytes) {
        synchronized (lock) {
            return Shortage.ofReservation(pool, blockerOrRoot(pool, bytes), bytes);
        }
    }

    private MemoryPool blockerOrRoot(MemoryPool pool, long bytes) {
        MemoryPool blocker = blocker(pool, bytes);
        return blocker == null ? root : blocker;
    }

    /** Bytes that a pool could take inside now, pages at hand counted as taken. */
    private static long room(MemoryPool pool) {
        long own = pool.maxBytes - pool.insideBytes;
        MemoryPool parent = pool.parent;
        if (parent == null) {
            return own;
        }
        long unusedGuarantee = Math.max(0, pool.guaranteeBytes - pool.insideBytes);
        return Math.min(own, room(parent) + unusedGuarantee);
    }

    /** Charges bytes to an inner pool, for the guarantee of a child. */
    private boolean tryCharge(MemoryPool pool, long bytes) {
        while (room(pool) < bytes) {
            if (!collect(pool, bytes)) {
                return false;
            }
        }
        addInside(pool, bytes);
        return true;
    }

    private void addHeld(MemoryPool leaf, long bytes) {
        heldBytes += bytes;
        if (heldBytes > peakHeldBytes) {
            peakHeldBytes = heldBytes;
        }
        addInside(leaf, bytes);
    }

    /** Adds to a pool and carries to its ancestors what rises above its guarantee. */
    private static void addInside(MemoryPool pool, long bytes) {
        long carried = bytes;
        for (MemoryPool at = pool; at != null && carried != 0; at = at.parent) {
            long before = at.chargedBytes();
            long inside = at.insideBytes + carried;
            at.insideBytes = inside;
            if (!at.children.isEmpty()) {
                at.notePeak(inside);
            }
            carried = at.chargedBytes() - before;
        }
    }

    /**
     * Collects pages at hand that stand between a pool and some bytes.
     *
     * @return false if there were none at one instant, so that the bytes were not there
     */
    private boolean collect(MemoryPool pool, long bytes) {
        MemoryPool blocker = blocker(pool, bytes);
        if (blocker == null) {
            return true;
        }
        collectFrom(blocker);
        return room(pool) >= bytes || !isUntouched(blocker);
    }

    /** The nearest pool on the way to the root without room; null if there is room everywhere. */
    private static @Nullable MemoryPool blocker(MemoryPool pool, long bytes) {
        long needed = bytes;
        for (MemoryPool at = pool; at != null; at = at.parent) {
            if (needed > at.maxBytes - at.insideBytes) {
                return at;
            }
            needed -= Math.max(0, at.guaranteeBytes - at.insideBytes);
            if (needed <= 0) {
                return null;
            }
        }
        return null;
    }

    private void collectFrom(MemoryPool pool) {
        do {
            drain(pool);
            pool.emptyStamp = pool.cache.stamp();
        } while (!PageCache.isEmpty(pool.emptyStamp));
        for (MemoryPool child : pool.children) {
            collectFrom(child);
        }
    }

    private static boolean isUntouched(MemoryPool pool) {
        if (pool.cache.stamp() != pool.emptyStamp) {
            return false;
        }
        for (MemoryPool child : pool.children) {
            if (!isUntouched(child)) {
                return false;
            }
        }
        return true;
    }

    private void requireOpen(MemoryPool pool) {
        if (shutdown) {
            throw new IllegalStateException("the memory manager has been shut down");
        }
        if (pool.closed) {
            throw new IllegalStateException(
                    "pool=" + pool.path() + " is closed (expected an open one)");
        }
    }

    private void requireLeaf(MemoryPool pool) {
        requireOpen(pool);
        if (!pool.children.isEmpty()) {
            throw new IllegalStateException(
                    "pool="
                            + pool.path()
                            + " has children (expected a leaf: only leaves hold memory)");
        }
    }
}
