package io.plimsoll.memory.segment;

import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.tracking.Lease;
import io.plimsoll.memory.tracking.LeaseCountdown;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pages that one pool leases.
 *
 * <p>Not for users of this package, who have no {@link PoolNode} to make one for: they lease pages
 * from a {@code MemoryPool}.
 *
 * <p><b>Threads:</b> any thread may call any method. Taking and giving back a page takes no lock as
 * a rule, and makes no garbage.
 *
 * @hidden from the documentation of the package, which is for users
 */
@SuppressWarnings({"exports", "InvalidBlockTag"}) // for the room of pools, in this module
public final class PageLeases {

    private final PageTable table;
    private final PoolNode node;
    private final PageStore store;
    private final Object owner;

    /** Takes pages that free themselves; null if nobody else keeps a list of them. */
    private final @Nullable Consumer<MemorySegment> keeper;

    private final int pageSizeBytes;
    private final LeaseCountdown countdown;

    /**
     * Creates the leases of a pool.
     *
     * @param owner what {@link MemorySegment#getOwner} says of the pages
     * @param keeper who takes a page that frees itself, and has it released here; null if that is
     *     done at once
     */
    public PageLeases(
            PageTable table,
            PoolNode node,
            Object owner,
            @Nullable Consumer<MemorySegment> keeper) {
        this.table = table;
        this.node = node;
        this.store = node.tree().store();
        this.owner = owner;
        this.keeper = keeper;
        this.pageSizeBytes = store.pageSizeBytes();
        this.countdown = table.tracker().countdown();
    }

    /** The pool. */
    public PoolNode node() {
        return node;
    }

    Object owner() {
        return owner;
    }

    // Taking

    /** Leases a page, or returns null. */
    public @Nullable MemorySegment tryTake() {
        int page = node.takePage();
        return page == PageStore.NONE ? null : lease(page);
    }

    private MemorySegment lease(int page) {
        return countdown.isDue(pageSizeBytes)
                ? table.leaseFollowed(page, 1, this)
                : table.lease(page, this);
    }

    /** Leases contiguous pages, two at least, or returns null. */
    public @Nullable MemorySegment tryTakeRun(int pages) {
        int firstPage = node.takeRun(pages);
        if (firstPage == PageStore.NONE) {
            return null;
        }
        return countdown.isDue((long) pages * pageSizeBytes)
                ? table.leaseFollowed(firstPage, pages, this)
                : table.leaseRun(firstPage, pages, this);
    }

    /** Leases pages, one at least, into a collection: all or none. */
    public boolean tryTakeAll(int count, Collection<? super MemorySegment> target) {
        int chain = node.takePages(count);
        if (chain == PageStore.NONE) {
            return false;
        }
        leaseAll(chain, target);
        return true;
    }

    /**
     * Leases a chain of pages that were taken for the pool; if the collection refuses one, gives
     * back it and those after it.
     */
    public void leaseAll(int chain, Collection<? super MemorySegment> target) {
        int rest = chain;
        try {
            while (rest != PageStore.NONE) {
                int page = rest;
                rest = store.next(page);
                addOrRelease(lease(page), target);
            }
        } finally {
            while (rest != PageStore.NONE) {
                int next = store.next(rest);
                node.giveBack(rest);
                rest = next;
            }
        }
    }

    private void addOrRelease(MemorySegment page, Collection<? super MemorySegment> target) {
        boolean added = false;
        try {
            target.add(page);
            added = true;
        } finally {
            if (!added) {
                releaseOnce(page);
            }
        }
    }

    // Giving back

    /**
     * Takes a page back, or contiguous ones.
     *
     * @throws IllegalStateException if the pool does not lease it (any more)
     */
    public void release(MemorySegment page) {
        if (page.endLease(this)) {
            giveBack(page);
        } else if (endFollowed(page)) {
            giveBackFollowed(page);
        } else {
            throw notLeased(page);
        }
    }

    private boolean endFollowed(MemorySegment page) {
        Lease lease = page.followedLease();
        return lease != null && lease.holder() == this && table.endFollowed(page, lease);
    }

    private IllegalStateException notLeased(MemorySegment page) {
        PageLeases lessee = page.lessee();
        Lease last = page.followedLease();
        return new IllegalStateException(
                "page=%s of %s (expected a page leased by %s: released twice, or elsewhere?)"
                        .formatted(
                                page, lessee == null ? "nobody" : lessee.node.path(), node.path()),
                last == null ? null : last.endedBy());
    }

    /**
     * Does what {@link MemorySegment#free} says of pages.
     *
     * @throws IllegalStateException if the page was released before and that is followed
     */
    void free(MemorySegment page) {
        if (keeper != null && !page.isFreed()) {
            keeper.accept(page);
        } else if (page.followedLease() != null) {
            release(page);
        } else {
            releaseOnce(page);
        }
    }

    /** Takes a page back unless that has been done. */
    public void releaseOnce(MemorySegment page) {
        if (page.endLease(this)) {
            giveBack(page);
        } else if (endFollowed(page)) {
            giveBackFollowed(page);
        }
    }

    /** Takes back pages that nobody can release any more. */
    public void recover(Lease lost) {
        table.recover(lost);
        giveBack((int) lost.id(), (int) (lost.bytes() / pageSizeBytes));
    }

    private void giveBackFollowed(MemorySegment page) {
        if (table.letsRest()) {
            // to the store: at hand it would be used again at once
            int index = store.indexOf(page.pageAddress());
            table.noteReleased(this, index, page.size());
            node.tree().giveBackRun(node, index, page.size() / pageSizeBytes);
        } else {
            giveBack(page);
        }
    }

    private void giveBack(MemorySegment page) {
        int index = store.indexOf(page.pageAddress());
        int size = page.size();
        table.noteReleased(this, index, size);
        if (size == pageSizeBytes) {
            node.giveBack(index);
        } else {
            table.forgetRun(index);
            giveBack(index, size / pageSizeBytes);
        }
    }

    private void giveBack(int page, int pages) {
        if (pages == 1) {
            node.giveBack(page);
        } else {
            node.tree().giveBackRun(node, page, pages);
        }
    }

    @Override
    public String toString() {
        return "PageLeases[" + node.path() + "]";
    }
}
