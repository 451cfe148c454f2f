package io.plimsoll.memory.budget;

import io.plimsoll.memory.budget.RoomSearch.Found;
import io.plimsoll.memory.budget.allowance.Allowance;
import io.plimsoll.memory.pages.PageRack;
import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.region.RegionException;
import org.jspecify.annotations.Nullable;

/**
 * Moves pages between the store and the pools.
 *
 * <p>A pool that takes a page gets a few more at hand if there is ample room, so that most takings
 * and givings need no lock.
 *
 * <p><b>Threads:</b> every method needs the lock of the {@link PoolTree}.
 */
final class PageGrants {

    /** Half of what a stripe holds: so the next page may come or go without the lock. */
    private static final int MAX_BATCH_PAGES = 8;

    /** A batch is at most this part of all pages, so that a small budget is not all at hand. */
    private static final int BATCHES_PER_BUDGET = 128;

    private final PageStore store;
    private final RoomSearch search;
    private final int stripes;
    private final int pageSizeBytes;
    private int batchPages;

    private @Nullable RegionException refusal;

    PageGrants(PageStore store, RoomSearch search, int stripes, long budgetBytes) {
        this.store = store;
        this.search = search;
        this.stripes = stripes;
        this.pageSizeBytes = store.pageSizeBytes();
        setBudget(budgetBytes);
    }

    /** Says how large the budget is now; nothing must be at hand anywhere. */
    void setBudget(long budgetBytes) {
        batchPages =
                Math.clamp(budgetBytes / pageSizeBytes / BATCHES_PER_BUDGET, 1, MAX_BATCH_PAGES);
    }

    /**
     * Why the platform or the process refused memory, if the last that was asked for was refused.
     */
    @Nullable RegionException refusal() {
        return refusal;
    }

    /**
     * Takes a page that was looked for at hand in vain, or returns {@link PageStore#NONE}.
     *
     * @param mayKeep whether the pool may keep pages at hand
     */
    int takePage(PoolNode leaf, boolean mayKeep) {
        leaf.notePeak();
        if (mayKeep && leaf.roomBytes() >= pageSizeBytes) {
            openRack(leaf);
        }
        int page = take(leaf, 1);
        if (page != PageStore.NONE && mayKeep && leaf.rack != null) {
            topUp(leaf, leaf.rack);
        }
        leaf.notePeak();
        return page;
    }

    /** Puts pages at hand for which there is ample room, to the next batch. */
    private void topUp(PoolNode leaf, PageRack rack) {
        long room = Math.min(leaf.roomBytes(), leaf.allowance.holdRoomBytes());
        long surplus = Math.min(batchPages - 1L, room / pageSizeBytes);
        for (long i = 0; i < surplus; i++) {
            int page = draw(promisedBytes(leaf, pageSizeBytes, Found.ROOM));
            if (page == PageStore.NONE) {
                return;
            }
            if (!rack.push(page)) {
                store.put(page);
                return;
            }
            charge(leaf, 1, Found.ROOM);
        }
    }

    /** Takes pages as a chain, all or none; there must be one at least. */
    int takePages(PoolNode leaf, int count) {
        leaf.notePeak();
        int chain = take(leaf, count);
        leaf.notePeak();
        return chain;
    }

    private int take(PoolNode leaf, int count) {
        // what is at hand is charged already; more than a few are quicker drawn than gathered
        if (count > 1) {
            search.empty(leaf);
        } else if (leaf.rack != null) {
            int page = leaf.rack.pop();
            if (page != PageStore.NONE) {
                return store.chain(page, PageStore.NONE);
            }
        }
        long bytes = (long) count * pageSizeBytes;
        Found found = search.find(leaf, bytes);
        if (found != Found.ROOM && found != Found.LOAN) {
            refusal = null; // it was the budget this time
            return PageStore.NONE;
        }
        int chain = drawChain(leaf, count, promisedBytes(leaf, bytes, found));
        if (chain == PageStore.NONE) {
            return PageStore.NONE;
        }
        charge(leaf, count, found);
        return chain;
    }

    private void charge(PoolNode leaf, int count, Found found) {
        leaf.heldPages += count;
        search.charge(leaf, (long) count * pageSizeBytes, found);
    }

    /** Draws pages, all or none. */
    private int drawChain(PoolNode leaf, int count, long promisedBytes) {
        int chain = PageStore.NONE;
        for (int drawn = 0; drawn < count; drawn++) {
            int page = drawOrCollect(leaf, promisedBytes);
            if (page == PageStore.NONE) {
                putBack(chain);
                return PageStore.NONE;
            }
            chain = store.chain(page, chain);
        }
        return chain;
    }

    private void putBack(int chain) {
        int page = chain;
        while (page != PageStore.NONE) {
            int next = store.next(page);
            store.put(page);
            page = next;
        }
    }

    /**
     * Draws a page; if memory is refused by the platform or the process, takes one that some pool
     * has at hand.
     */
    private int drawOrCollect(PoolNode leaf, long promisedBytes) {
        int page = draw(promisedBytes);
        if (page == PageStore.NONE) {
            search.collect(leaf.root());
            if (store.freePages() > 0) {
                page = draw(promisedBytes);
            }
        }
        return page;
    }

    /**
     * What is guaranteed to others and not taken, once a pool has taken some bytes; or {@link
     * PageStore#PROMISED} if they are guaranteed to the pool itself.
     */
    private static long promisedBytes(PoolNode leaf, long bytes, Found found) {
        Allowance root = leaf.root().allowance;
        long grownBytes = found == Found.ROOM ? leaf.allowance.uncoveredBytes(bytes) : 0;
        if (found == Found.ROOM && grownBytes == 0) {
            return PageStore.PROMISED;
        }
        return Math.max(0, root.insideBytes() + grownBytes - root.heldBytes() - bytes);
    }

    private int draw(long promisedBytes) {
        try {
            int page = store.take(promisedBytes);
            refusal = null;
            return page;
        } catch (RegionException refused) {
            refusal = refused;
            return PageStore.NONE;
        }
    }

    /** Takes a run of contiguous pages, or returns {@link PageStore#NONE}. */
    int takeRun(PoolNode leaf, int count) {
        leaf.notePeak();
        long bytes = (long) count * pageSizeBytes;
        Found found = search.find(leaf, bytes);
        if (found != Found.ROOM && found != Found.LOAN) {
            refusal = null; // it was the budget this time
            return PageStore.NONE;
        }
        long promisedBytes = promisedBytes(leaf, bytes, found);
        int first = drawRun(count, promisedBytes);
        if (first == PageStore.NONE) {
            // pages at hand are memory that the store could give back for this
            search.collect(leaf.root());
            first = drawRun(count, promisedBytes);
        }
        if (first != PageStore.NONE) {
            charge(leaf, count, found);
            leaf.notePeak();
        }
        return first;
    }

    private int drawRun(int count, long promisedBytes) {
        try {
            int first = store.takeRun(count, promisedBytes);
            refusal = null;
            return first;
        } catch (RegionException refused) {
            refusal = refused;
            return PageStore.NONE;
        }
    }

    /** Takes a run back. */
    void giveBackRun(PoolNode leaf, int firstPage, int count) {
        leaf.notePeak();
        store.putRun(firstPage, count);
        giveBackPages(leaf, count);
    }

    /**
     * Takes a page back that found no place at hand.
     *
     * @param mayKeep whether the pool may keep pages at hand
     */
    void giveBack(PoolNode leaf, int page, boolean mayKeep) {
        leaf.notePeak();
        if (mayKeep) {
            PageRack rack = openRack(leaf);
            int moved = rack.push(page) ? 0 : rack.halve(store) + toStore(page);
            giveBackPages(leaf, moved);
        } else {
            giveBackPages(leaf, toStore(page));
        }
    }

    private int toStore(int page) {
        store.put(page);
        return 1;
    }

    private void giveBackPages(PoolNode leaf, int count) {
        leaf.heldPages -= count;
        search.giveBack(leaf, (long) count * pageSizeBytes);
    }

    private PageRack openRack(PoolNode leaf) {
        PageRack rack = leaf.rack;
        if (rack == null || rack.pagesPerStripe() != 2 * batchPages) {
            rack = new PageRack(stripes, 2 * batchPages);
            leaf.rack = rack;
        }
        search.noteStock(leaf);
        rack.openHome();
        return rack;
    }
}
