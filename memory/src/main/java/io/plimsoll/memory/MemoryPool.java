package io.plimsoll.memory;

import io.plimsoll.memory.budget.Opening;
import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.budget.figures.Denial;
import io.plimsoll.memory.leak.BlockTracker;
import io.plimsoll.memory.leak.LeakReport;
import io.plimsoll.memory.report.BlockReports;
import io.plimsoll.memory.report.LeakLedger;
import io.plimsoll.memory.request.MemoryDenial;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.PageLeases;
import io.plimsoll.memory.snapshot.AllocatorFigures;
import io.plimsoll.memory.tracking.Lease;
import io.plimsoll.memory.tracking.LeaseTracker;
import io.plimsoll.memory.tracking.ReservationLeases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A share of the budget: a node of the tree under a {@link MemoryManager}.
 *
 * <p>A pool has a guaranteed minimum, which is its own from the moment it opens, and a maximum.
 * What lies between is used by whoever asks first: nothing unused is fenced off. Only leaves hold
 * memory: a pool with children cannot allocate, and a pool that holds memory cannot have children.
 *
 * <p><b>Threads:</b> any thread may call any method. Allocating and releasing a page takes no lock
 * as a rule, and makes no garbage.
 */
public final class MemoryPool extends ArbitratedPool implements AutoCloseable {

    private final MemoryManager manager;
    private final PoolNode node;
    private final PageLeases pages;

    /** Also keeps the pools above from being lost while this one is in use. */
    private final @Nullable MemoryPool parent;

    /** What follows reservations; null if nothing does. */
    private final @Nullable ReservationLeases reservations;

    /** That this pool is open, if that is followed. */
    private final @Nullable Lease opening;

    MemoryPool(
            MemoryManager manager,
            PoolNode node,
            @Nullable MemoryPool parent,
            @Nullable Object owner) {
        LeaseTracker tracker = manager.tracker();
        this.manager = manager;
        this.node = node;
        this.parent = parent;
        this.pages =
                owner == null
                        ? new PageLeases(manager.pageTable(), node, this, null)
                        : new PageLeases(
                                manager.pageTable(), node, owner, manager.owners()::release);
        this.reservations = ReservationLeases.of(node, tracker, manager.log());
        this.opening = parent == null ? null : tracker.beginOpening(node, this);
    }

    /**
     * Opens a pool below this one.
     *
     * @param name part of the path in reports, as {@link PoolOptions} says
     * @param minBytes guaranteed from now until the child closes
     * @param maxBytes the most that it may use; cut to this pool's maximum
     * @throws MemoryReservationException if the minimum is not to be had; nothing has changed then
     * @throws IllegalArgumentException if {@link PoolOptions} refuses the name or the limits
     * @throws IllegalStateException if this pool is closed or holds memory itself
     */
    public MemoryPool newChild(String name, long minBytes, long maxBytes)
            throws MemoryReservationException {
        return newChild(PoolOptions.named(name).withLimits(minBytes, maxBytes), null);
    }

    /**
     * Opens a pool below this one.
     *
     * @throws MemoryReservationException if the minimum is not to be had; nothing has changed then
     * @throws IllegalStateException if this pool is closed or holds memory itself
     */
    public MemoryPool newChild(PoolOptions options) throws MemoryReservationException {
        return newChild(options, null);
    }

    /** Opens a pool as above, in the name of an owner. */
    MemoryPool newChild(PoolOptions options, @Nullable Object childOwner)
            throws MemoryReservationException {
        Objects.requireNonNull(options, "options");
        // no switch over patterns: linking one takes tens of milliseconds of a short program
        Opening opening = node.tree().open(node, options.terms());
        if (opening instanceof Opening.Opened opened) {
            return new MemoryPool(manager, opened.pool(), this, childOwner);
        }
        throw new MemoryReservationException(told(((Opening.Refused) opening).reason()));
    }

    /**
     * Leases a page, or returns null if none is to be had. Its contents are arbitrary.
     *
     * @throws IllegalStateException if this pool is closed or has children
     */
    public @Nullable MemorySegment tryAllocatePage() {
        MemorySegment page = pages.tryTake();
        if (page == null) {
            manager.events().noteRefusal();
        }
        return page;
    }

    /**
     * Leases contiguous pages as one segment, or returns null if they are not to be had. What fits
     * the budget is never denied for want of a gap that is large enough, as long as the platform
     * gave as many addresses as were asked for at the start ({@code ulimit -v}).
     *
     * @param count 1 to {@link #maxRunPages}
     * @throws IllegalStateException if this pool is closed or has children
     */
    public @Nullable MemorySegment tryAllocateRun(int count) {
        MemorySegment run = takeRun(count);
        if (run == null) {
            manager.events().noteRefusal();
        }
        return run;
    }

    private @Nullable MemorySegment takeRun(int count) {
        if (count < 1 || count > maxRunPages()) {
            throw new IllegalArgumentException(
                    "count=%d (expected 1 to %d)".formatted(count, maxRunPages()));
        }
        return count == 1 ? pages.tryTake() : pages.tryTakeRun(count);
    }

    /** Returns the most pages that can be leased as one segment: 1 GiB, or what the budget has. */
    public int maxRunPages() {
        return node.tree().store().maxRunPages();
    }

    /**
     * Leases pages into a collection: all or none.
     *
     * @return whether they were granted
     * @throws IllegalStateException if this pool is closed or has children
     */
    public boolean tryAllocatePages(int count, Collection<? super MemorySegment> target) {
        requireNotNegative(count, "count");
        Objects.requireNonNull(target, "target");
        boolean granted = count == 0 || pages.tryTakeAll(count, target);
        if (!granted) {
            manager.events().noteRefusal();
        }
        return granted;
    }

    /**
     * Leases pages.
     *
     * @throws MemoryAllocationException if not all are to be had, saying who holds the memory and
     *     what to raise; none is leased then
     * @throws IllegalStateException if this pool is closed or has children
     */
    public List<MemorySegment> allocatePages(int count) throws MemoryAllocationException {
        requireNotNegative(count, "count");
        // no more than could be granted, lest a wild request sizes the list
        int capacity = Math.min(count, node.tree().store().pageCount());
        List<MemorySegment> granted = new ArrayList<>(capacity);
        if (count > 0 && !pages.tryTakeAll(count, granted)) {
            throw new MemoryAllocationException(told(node.tree().books().pagesDenied(node, count)));
        }
        return granted;
    }

    @Override
    MemoryDenial told(Denial denial) {
        MemoryDenial picture = requests().arbiter().denial(node, denial);
        manager.events().onDenial(picture);
        return picture;
    }

    /**
     * Leases contiguous pages as one segment.
     *
     * @param count 1 to {@link #maxRunPages}
     * @throws MemoryAllocationException if they are not to be had, saying who holds the memory and
     *     what to raise
     * @throws IllegalStateException if this pool is closed or has children
     */
    public MemorySegment allocateRun(int count) throws MemoryAllocationException {
        MemorySegment run = takeRun(count);
        if (run == null) {
            throw new MemoryAllocationException(told(node.tree().books().pagesDenied(node, count)));
        }
        return run;
    }

    /**
     * Takes a page back. Every later access through it throws.
     *
     * @throws IllegalStateException if this pool does not lease that page (any more); if it was
     *     released before and leases are followed at level {@link
     *     io.plimsoll.memory.leak.LeakDetection#ADVANCED} or above, the cause is the stack of the
     *     first release
     */
    public void release(MemorySegment page) {
        pages.release(Objects.requireNonNull(page, "page"));
    }

    /**
     * Takes pages back and empties the collection.
     *
     * @throws IllegalStateException at the first page that this pool does not lease; those before
     *     it are released then, and the collection is as it was
     */
    public void release(Collection<MemorySegment> leased) {
        for (MemorySegment page : Objects.requireNonNull(leased, "leased")) {
            release(page);
        }
        leased.clear();
    }

    /**
     * Reserves bytes for memory that this pool's user takes elsewhere, such as on the heap.
     *
     * @return whether they were granted
     * @throws IllegalStateException if this pool is closed or has children
     */
    public boolean tryReserve(long bytes) {
        boolean granted = reserveAtOnce(bytes);
        if (!granted) {
            manager.events().noteRefusal();
        }
        return granted;
    }

    private boolean reserveAtOnce(long bytes) {
        requireNotNegative(bytes, "bytes");
        if (!node.tryReserve(bytes)) {
            return false;
        }
        noteReserved(bytes);
        return true;
    }

    private void noteReserved(long bytes) {
        if (reservations != null) {
            reservations.reserved(bytes);
        }
    }

    /** Notes bytes that were reserved for a grant, if that is followed. */
    @Nullable Lease noteGranted(long bytes, MemoryGrant grant) {
        return reservations == null ? null : reservations.granted(bytes, grant);
    }

    /** Notes that the bytes of a grant are this pool's user's from now on. */
    void noteDetached(@Nullable Lease reservation) {
        if (reservations != null && reservation != null) {
            reservations.detached(reservation);
        }
    }

    /** Gives the bytes of a grant back. */
    void unreserveGranted(long bytes, @Nullable Lease reservation) {
        node.unreserve(bytes);
        if (reservations != null) {
            reservations.returned(bytes, reservation);
        }
    }

    /**
     * Reserves bytes for memory that this pool's user takes elsewhere.
     *
     * @throws MemoryReservationException if they are not to be had, saying who holds the memory and
     *     what to raise
     * @throws IllegalStateException if this pool is closed or has children
     */
    public void reserve(long bytes) throws MemoryReservationException {
        if (!reserveAtOnce(bytes)) {
            throw new MemoryReservationException(
                    told(node.tree().books().reservationDenied(node, bytes)));
        }
    }

    /**
     * Gives reserved bytes back.
     *
     * @throws IllegalStateException if fewer are reserved; nothing has changed then
     */
    public void unreserve(long bytes) {
        requireNotNegative(bytes, "bytes");
        node.unreserve(bytes);
        if (reservations != null) {
            reservations.unreserved(bytes);
        }
    }

    /** Returns a new pool of this manager for a node that has just opened below. */
    MemoryPool opened(PoolNode child) {
        return new MemoryPool(manager, child, this, null);
    }

    /** Returns the pool above, null for the root. */
    public @Nullable MemoryPool parent() {
        return parent;
    }

    /** Returns the last part of the path. */
    public String name() {
        return node.name();
    }

    /** Returns the names from the root to this pool, separated by slashes. */
    @Override
    public String path() {
        return node.path();
    }

    /** Whether all that this pool holds can be taken from it at once, as from a cache. */
    public boolean isEvictable() {
        return node.isEvictable();
    }

    /** Returns the size of every page. */
    public int pageSizeBytes() {
        return node.tree().store().pageSizeBytes();
    }

    /**
     * Returns what an allocator on pages of this pool tells of its blocks; null if leases are not
     * followed so closely.
     *
     * @param linkBytes how many bytes at the start of a free block the allocator uses itself
     */
    public @Nullable BlockTracker newBlockTracker(int linkBytes) {
        BlockReports reports = new BlockReports(node, manager.events());
        return manager.tracker().blocks(node, linkBytes, reports);
    }

    /** Shows an allocator on pages of this pool in snapshots, until it is hidden or collected. */
    public void showAllocator(AllocatorFigures.Source allocator) {
        manager.allocators().add(allocator);
    }

    /** Ends that. */
    public void hideAllocator(AllocatorFigures.Source allocator) {
        manager.allocators().remove(allocator);
    }

    /** Returns what this pool and those below it have out now. */
    public LeakReport outstanding() {
        return LeakLedger.outstanding(node, manager.tracker());
    }

    /**
     * Ends this pool and those below it: the minimum is given back and nothing more is granted.
     * What is still out is reported as a leak, and stays charged until it is released. Closing
     * again has no effect.
     */
    @Override
    public void close() {
        if (opening != null) {
            manager.tracker().end(opening);
        }
        if (node.tree().close(node)) {
            manager.reportLeaks(node);
        }
    }

    @Override
    public String toString() {
        return "MemoryPool[" + path() + "]";
    }

    /** What this pool leases. */
    PageLeases pages() {
        return pages;
    }

    @Override
    MemoryRequestHandler requests() {
        return manager.requests();
    }

    @Override
    PoolNode node() {
        return node;
    }

    private static void requireNotNegative(long value, String what) {
        if (value < 0) {
            throw new IllegalArgumentException(what + "=" + value + " (expected 0 or more)");
        }
    }
}
