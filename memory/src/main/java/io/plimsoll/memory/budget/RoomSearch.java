package io.plimsoll.memory.budget;

import io.plimsoll.memory.budget.allowance.Allowance;
import io.plimsoll.memory.budget.allowance.ByteSlack;
import io.plimsoll.memory.budget.loan.Lacking;
import io.plimsoll.memory.budget.loan.LoanEvictor;
import io.plimsoll.memory.budget.loan.Recall;
import io.plimsoll.memory.pages.PageRack;
import io.plimsoll.memory.pages.PageStore;
import org.jspecify.annotations.Nullable;

/**
 * Finds room for what a pool asks, and collects what pools have at hand where that stands in the
 * way.
 *
 * <p>To collect is to close: from then on nothing is taken or given back there but under the lock.
 * So a request that finds no room after all pools below the full one were collected is denied
 * truly: at that instant nothing was hidden.
 *
 * <p><b>Threads:</b> every method needs the lock of the {@link PoolTree}.
 */
final class RoomSearch {

    /** What was found. */
    enum Found {
        /** Room inside the pool and all above it. */
        ROOM,
        /** Only room that others have guaranteed and do not use. */
        LOAN,
        /** Room inside, but others live on it and have to give it back first. */
        LENT,
        /** Nothing. */
        NONE
    }

    private final PageStore store;
    private final Stocks stocks = new Stocks();

    /** Number of recalls under way; while there are any, nothing is lent. */
    private int recalls;

    RoomSearch(PageStore store) {
        this.store = store;
    }

    /** Looks for room for some bytes. */
    Found find(PoolNode pool, long bytes) {
        Allowance blocker = collectUntilFound(pool, bytes);
        if (blocker == null) {
            return Found.ROOM;
        }
        if (pool.allowance.blocker(bytes, pool.mayUseReserve) == null) {
            return Found.LENT;
        }
        return pool.mayBorrow() && recalls == 0 && findLoan(pool, bytes) ? Found.LOAN : Found.NONE;
    }

    /** Charges bytes for which room was found. */
    void charge(PoolNode leaf, long bytes, Found found) {
        if (found == Found.LOAN) {
            leaf.allowance.borrow(bytes);
        } else {
            leaf.allowance.take(bytes);
        }
        PoolNode root = leaf.root();
        guardReserve(root);
        limitIdle(root);
    }

    /** Once the reserve is gone into, those who may not use it must have nothing left at hand. */
    void guardReserve(PoolNode root) {
        Allowance allowance = root.allowance;
        if (allowance.reserveBytes() > 0 && allowance.insideBytes() > allowance.limitBytes(false)) {
            collect(root);
        }
    }

    /** Takes charged bytes back. */
    void giveBack(PoolNode leaf, long bytes) {
        if (bytes > 0) {
            PoolNode root = leaf.root();
            boolean overhung = root.allowance.isOverhung(true);
            leaf.allowance.giveBack(bytes);
            if (overhung) {
                limitIdle(root);
            }
        }
    }

    /** What is held and what is idle are resident: keeps them together within the budget. */
    void limitIdle(PoolNode root) {
        store.limitIdle(root.allowance.maxBytes() - root.allowance.heldBytes());
    }

    /** Whether there is room inside a pool for some bytes, be they lent or not. */
    boolean findInside(PoolNode pool, long bytes, boolean mayUseReserve) {
        Allowance collected = null;
        while (true) {
            Allowance blocker = pool.allowance.blocker(bytes, mayUseReserve);
            if (blocker == null || blocker == collected) {
                return blocker == null;
            }
            collect(holderOf(pool, blocker));
            collected = blocker;
        }
    }

    /** Returns what is in the way of some bytes after collecting; null if nothing is. */
    private @Nullable Allowance collectUntilFound(PoolNode pool, long bytes) {
        Allowance collected = null;
        while (true) {
            Allowance blocker = blocker(pool, bytes);
            if (blocker == null || blocker == collected) {
                return blocker;
            }
            collect(holderOf(pool, blocker));
            collected = blocker;
        }
    }

    private static @Nullable Allowance blocker(PoolNode pool, long bytes) {
        Allowance inside = pool.allowance.blocker(bytes, pool.mayUseReserve);
        return inside == null ? pool.allowance.holdBlocker(bytes) : inside;
    }

    private boolean findLoan(PoolNode pool, long bytes) {
        Allowance collected = null;
        while (true) {
            Allowance blocker = pool.allowance.loanBlocker(bytes, pool.mayUseReserve);
            if (blocker == null || blocker == collected) {
                return blocker == null;
            }
            collect(holderOf(pool, blocker));
            collected = blocker;
        }
    }

    /**
     * Begins to recall what stands between a pool that was denied and some bytes; to be ended.
     *
     * @return null if that is not why it was denied
     */
    @Nullable Recall recallFor(PoolNode pool, long bytes) {
        Allowance full = pool.allowance.holdBlocker(bytes);
        if (full == null || pool.allowance.blocker(bytes, pool.mayUseReserve) != null) {
            return null;
        }
        Lacking by = new Lacking(pool.path(), pool.effectivePriority());
        Recall recall = new Recall(by, full, bytes);
        addBorrowers(holderOf(pool, full), recall);
        recalls++;
        return recall;
    }

    private static void addBorrowers(PoolNode pool, Recall recall) {
        LoanEvictor evictor = pool.evictor();
        long borrowedBytes = pool.allowance.borrowedBytes();
        if (pool.children.isEmpty() && evictor != null && borrowedBytes > 0) {
            recall.add(evictor, pool.priority(), borrowedBytes);
        }
        for (PoolNode child : pool.children) {
            addBorrowers(child, recall);
        }
    }

    /** Ends a recall. */
    void end(Recall recall) {
        recalls--;
        recall.noteOutcome();
    }

    private static PoolNode holderOf(PoolNode from, Allowance sought) {
        PoolNode pool = from;
        while (pool.allowance != sought && pool.parent != null) {
            pool = pool.parent;
        }
        return pool;
    }

    /** Takes from a pool and all below it what they have at hand. */
    void collect(PoolNode pool) {
        PoolNode leaf = stocks.first();
        while (leaf != null && pool.stockedLeaves > 0) {
            PoolNode next = leaf.stockedAfter;
            if (leaf.isWithin(pool)) {
                empty(leaf);
            }
            leaf = next;
        }
    }

    /** Notes that a leaf has something at hand from now on. */
    void noteStock(PoolNode leaf) {
        stocks.add(leaf);
    }

    /** Takes from a pool what it has at hand. */
    void empty(PoolNode pool) {
        if (pool.stockedLeaves == 0 || !pool.children.isEmpty()) {
            return;
        }
        pool.notePeak();
        stocks.remove(pool);
        PageRack rack = pool.rack;
        ByteSlack slack = pool.slack;
        long idle = 0;
        if (rack != null) {
            int pages = rack.close(store);
            pool.heldPages -= pages;
            idle += (long) pages * store.pageSizeBytes();
        }
        if (slack != null) {
            long bytes = slack.closeAll();
            pool.grantedBytes -= bytes;
            idle += bytes;
        }
        giveBack(pool, idle);
    }

    /**
     * The leaves that may have something at hand: so that to collect all of it is not to look at
     * all pools. A leaf is on the list from when it opens its rack or its slack until both are
     * closed.
     */
    private static final class Stocks {

        private @Nullable PoolNode first;

        /** The first; the next is its {@code stockedAfter}. */
        @Nullable PoolNode first() {
            return first;
        }

        /** Adds a leaf, unless it is here. */
        void add(PoolNode leaf) {
            if (leaf.stockedLeaves > 0) {
                return;
            }
            PoolNode second = first;
            leaf.stockedAfter = second;
            if (second != null) {
                second.stockedBefore = leaf;
            }
            first = leaf;
            count(leaf, 1);
        }

        /** Removes a leaf that is here. */
        void remove(PoolNode leaf) {
            PoolNode before = leaf.stockedBefore;
            PoolNode after = leaf.stockedAfter;
            if (before == null) {
                first = after;
            } else {
                before.stockedAfter = after;
            }
            if (after != null) {
                after.stockedBefore = before;
            }
            leaf.stockedBefore = null;
            leaf.stockedAfter = null;
            count(leaf, -1);
        }

        private static void count(PoolNode leaf, int change) {
            for (PoolNode pool = leaf; pool != null; pool = pool.parent) {
                pool.stockedLeaves += change;
            }
        }
    }
}
