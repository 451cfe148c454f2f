package io.plimsoll.memory.budget;

import io.plimsoll.memory.pages.PageStack;
import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.region.RegionException;
import org.jspecify.annotations.Nullable;

/**
 * Moves pages between the store and the pools, and finds room for what a pool asks.
 *
 * <p>A pool keeps a few free pages at hand, so that most takings end there, without a lock. Those
 * pages are inside but not used: before anything is denied they are collected from every pool below
 * the one that is full. A denial is final only if none of these stacks changed between being
 * emptied and being looked at again, since at the instant between the two the memory was not there.
 *
 * <p><b>Threads:</b> every method needs the lock of the {@link PoolTree}. Meanwhile other threads
 * may take and give back pages at hand.
 */
final class PageGrants {

    /** A pool keeps at most twice this many pages at hand: two megabytes of ordinary pages. */
    private static final int MAX_BATCH_PAGES = 32;

    /** A batch is at most this part of all pages, so that a small budget is not all at hand. */
    private static final int BATCHES_PER_BUDGET = 128;

    private final PageStore store;
    private final int pageSizeBytes;
    private final int batchPages;

    /** Pages held and bytes reserved by all pools. */
    private long heldBytes;

    /** Written under the lock, read without it. */
    private volatile long peakHeldBytes;

    private @Nullable String mapFailure;

    PageGrants(PageStore store) {
        this.store = store;
        this.pageSizeBytes = store.pageSizeBytes();
        this.batchPages = Math.clamp(store.pageCount() / BATCHES_PER_BUDGET, 1, MAX_BATCH_PAGES);
    }

    /** Number of pages that move at once; a stack at hand is cut to it when twice as large. */
    int batchPages() {
        return batchPages;
    }

    long heldBytes() {
        return heldBytes;
    }

    long peakHeldBytes() {
        return peakHeldBytes;
    }

    /** Why the operating system refused a region the last time it did; null if it never did. */
    @Nullable String mapFailure() {
        return mapFailure;
    }

    /** Takes a page at hand or from the store, or returns {@link PageStore#NONE}. */
    int takePage(PoolNode leaf) {
        while (true) {
            int page = leaf.atHand.pop();
            if (page == PageStore.NONE) {
                page = drawBatch(leaf, Math.min(leaf.roomBytes() / pageSizeBytes, batchPages));
            }
            if (page != PageStore.NONE || !mayFindRoom(leaf, pageSizeBytes)) {
                return page;
            }
        }
    }

    /** Takes pages as a chain, all or none; there must be one at least. */
    int takePages(PoolNode leaf, int count) {
        int chain = PageStore.NONE;
        for (int taken = 0; taken < count; taken++) {
            int page = popOrDraw(leaf, (long) (count - taken) * pageSizeBytes);
            if (page == PageStore.NONE) {
                putAtHand(leaf, chain);
                return PageStore.NONE;
            }
            chain = store.chain(page, chain);
        }
        return chain;
    }

    /** Takes a run of contiguous pages, or returns {@link PageStore#NONE}. */
    int takeRun(PoolNode leaf, int pages) {
        long bytes = (long) pages * pageSizeBytes;
        if (!findRoom(leaf, bytes)) {
            return PageStore.NONE;
        }
        int first = drawRun(pages);
        if (first == PageStore.NONE) {
            // pages at hand are memory that the store could give back for this
            collect(leaf.root());
            first = drawRun(pages);
        }
        if (first != PageStore.NONE) {
            leaf.heldPages += pages;
            addHeld(leaf, bytes);
        }
        return first;
    }

    private int drawRun(int pages) {
        try {
            return store.takeRun(pages);
        } catch (RegionException refused) {
            mapFailure = refused.getMessage();
            return PageStore.NONE;
        }
    }

    /** Takes a run back. */
    void giveBackRun(PoolNode leaf, int firstPage, int pages) {
        store.putRun(firstPage, pages);
        leaf.heldPages -= pages;
        addHeld(leaf, -(long) pages * pageSizeBytes);
    }

    /** Draws pages for which there is room, puts all but the last at hand and returns that one. */
    private int drawBatch(PoolNode leaf, long count) {
        int last = PageStore.NONE;
        for (long drawn = 0; drawn < count; drawn++) {
            int page = draw(leaf);
            if (page == PageStore.NONE) {
                break;
            }
            if (last != PageStore.NONE) {
                leaf.atHand.push(last);
            }
            last = page;
        }
        return last;
    }

    /** Charges a page for which there is room and takes it; none if no region could be mapped. */
    private int draw(PoolNode leaf) {
        int page;
        try {
            page = store.take();
        } catch (RegionException refused) {
            mapFailure = refused.getMessage();
            return PageStore.NONE;
        }
        leaf.heldPages++;
        addHeld(leaf, pageSizeBytes);
        return page;
    }

    /** Takes a page at hand, or else draws one if all that is missing fits. */
    private int popOrDraw(PoolNode leaf, long missingBytes) {
        while (true) {
            int page = leaf.atHand.pop();
            if (page == PageStore.NONE && leaf.roomBytes() >= missingBytes) {
                page = draw(leaf);
            }
            if (page != PageStore.NONE || !mayFindRoom(leaf, missingBytes)) {
                return page;
            }
        }
    }

    private void putAtHand(PoolNode leaf, int chain) {
        int page = chain;
        while (page != PageStore.NONE) {
            int next = store.next(page);
            leaf.atHand.push(page);
            page = next;
        }
    }

    /** Cuts what a pool has at hand to one batch. */
    void trimAtHand(PoolNode leaf) {
        int surplus = leaf.atHand.size() - batchPages;
        for (int i = 0; i < surplus; i++) {
            int page = leaf.atHand.pop();
            if (page == PageStore.NONE) {
                return;
            }
            giveBack(leaf, page);
        }
    }

    /** Takes all that a pool has at hand from it. */
    void drain(PoolNode leaf) {
        int page = leaf.atHand.pop();
        while (page != PageStore.NONE) {
            giveBack(leaf, page);
            page = leaf.atHand.pop();
        }
    }

    private void giveBack(PoolNode leaf, int page) {
        store.put(page);
        leaf.heldPages--;
        addHeld(leaf, -pageSizeBytes);
    }

    /** Changes what a pool holds, which must have the room. */
    void addHeld(PoolNode leaf, long bytes) {
        long held = heldBytes + bytes;
        heldBytes = held;
        if (held > peakHeldBytes) {
            peakHeldBytes = held;
        }
        if (bytes > 0) {
            // what is held and what is idle are resident: together they stay within the budget
            store.limitIdle((long) store.pageCount() * pageSizeBytes - held);
        }
        leaf.addInside(bytes);
    }

    /** Whether a pool has room for some bytes, once pages at hand were collected. */
    boolean findRoom(PoolNode pool, long bytes) {
        while (pool.roomBytes() < bytes) {
            if (!mayFindRoom(pool, bytes)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Collects pages at hand that stand between a pool and some bytes.
     *
     * @return false if it is certain that the bytes were not there; true if to look again
     */
    private boolean mayFindRoom(PoolNode pool, long bytes) {
        PoolNode blocker = pool.blocker(bytes);
        if (blocker == null) {
            // there is room but no page: the operating system refused a region
            long before = store.freePages();
            collect(pool.root());
            return store.freePages() > before;
        }
        collect(blocker);
        return pool.roomBytes() >= bytes || !isUntouched(blocker);
    }

    /** Collects the pages at hand of a pool and all below it. */
    void collect(PoolNode pool) {
        do {
            drain(pool);
            pool.emptyStamp = pool.atHand.stamp();
        } while (!PageStack.isEmpty(pool.emptyStamp));
        for (int i = 0; i < pool.children.size(); i++) {
            collect(pool.children.get(i));
        }
    }

    private static boolean isUntouched(PoolNode pool) {
        if (pool.atHand.stamp() != pool.emptyStamp) {
            return false;
        }
        for (int i = 0; i < pool.children.size(); i++) {
            if (!isUntouched(pool.children.get(i))) {
                return false;
            }
        }
        return true;
    }
}
