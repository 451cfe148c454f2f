package io.plimsoll.memory;

import io.plimsoll.memory.arbitration.PoolDesk;
import io.plimsoll.memory.budget.Opening;
import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.budget.figures.Denial;
import io.plimsoll.memory.budget.figures.LimitChange;
import io.plimsoll.memory.leak.BlockTracker;
import io.plimsoll.memory.leak.LeakReport;
import io.plimsoll.memory.report.BlockReports;
import io.plimsoll.memory.request.MemoryDeniedException;
import io.plimsoll.memory.request.MemoryEvictor;
import io.plimsoll.memory.request.MemoryPoolFailedException;
import io.plimsoll.memory.request.MemoryReclaimer;
import io.plimsoll.memory.request.MemoryRequest;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.PageLeases;
import io.plimsoll.memory.snapshot.AllocatorFigures;
import io.plimsoll.memory.tracking.Lease;
import io.plimsoll.memory.tracking.LeaseTracker;
import io.plimsoll.memory.tracking.ReservationLeases;
import java.time.Duration;
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
public final class MemoryPool implements AutoCloseable {

    private final MemoryManager manager;
    private final PoolNode node;
    private final PageLeases pages;

    /** Made at first need, under this pool's monitor. */
    private volatile @Nullable PoolDesk desk;

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
        this.pages = new PageLeases(manager.pageTable(), node, owner == null ? this : owner);
        this.reservations = ReservationLeases.of(node, tracker, manager.log());
        this.opening = parent == null ? null : tracker.beginOpening(node, this);
    }

    /**
     * Opens a pool below this one.
     *
     * @param name part of the path in reports; need not be unique
     * @param minBytes guaranteed from now until the child closes
     * @param maxBytes the most that it may use; cut to this pool's maximum
     * @throws MemoryReservationException if the minimum is not to be had; nothing has changed then
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

    /** Tells listeners of a denial and returns it in words. */
    private String told(Denial denial) {
        manager.tellDenial(node, denial);
        return denial.message();
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
        pages.release(page);
    }

    /**
     * Takes pages back and empties the collection.
     *
     * @throws IllegalStateException at the first page that this pool does not lease; those before
     *     it are released then, and the collection is as it was
     */
    public void release(Collection<MemorySegment> leased) {
        for (MemorySegment page : leased) {
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

    /** Notes bytes that were reserved for this pool, if that is followed. */
    void noteReserved(long bytes) {
        if (reservations != null) {
            reservations.reserved(bytes);
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

    /**
     * Leases pages, waiting for them if need be: see {@link MemoryRequestHandler#request}.
     *
     * @throws MemoryAllocationException if not all are to be had in time; none is leased then
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if this pool is closed, was failed or has children
     */
    public List<MemorySegment> allocatePages(int count, Duration timeout)
            throws MemoryAllocationException, InterruptedException {
        try {
            return request(MemoryRequest.pages(count).within(timeout)).detach();
        } catch (MemoryDeniedException denied) {
            throw new MemoryAllocationException(denied.getMessage(), denied);
        }
    }

    /**
     * Reserves bytes, waiting for them if need be: see {@link MemoryRequestHandler#request}.
     *
     * @throws MemoryReservationException if they are not to be had in time
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if this pool is closed, was failed or has children
     */
    public void reserve(long bytes, Duration timeout)
            throws MemoryReservationException, InterruptedException {
        try {
            request(MemoryRequest.bytes(bytes).within(timeout)).detach();
        } catch (MemoryDeniedException denied) {
            throw new MemoryReservationException(denied.getMessage(), denied);
        }
    }

    /** Requests memory for this pool: see {@link MemoryRequestHandler#request}. */
    public MemoryGrant request(MemoryRequest request)
            throws MemoryDeniedException, InterruptedException {
        return manager.requests().request(this, request);
    }

    /**
     * Makes a reclaimer known, which is asked to give back memory of this pool when others need it.
     *
     * @return makes it unknown again when run
     */
    public Runnable addReclaimer(MemoryReclaimer reclaimer) {
        return desk().add(reclaimer);
    }

    /**
     * Makes an evictor known, which gives back memory of this pool as soon as others need it.
     *
     * @return makes it unknown again when run
     */
    public Runnable addEvictor(MemoryEvictor evictor) {
        return manager.requests().arbiter().add(node, evictor);
    }

    /** Returns how many bytes this pool's reclaimers are asked for; a glance, to be had often. */
    public long reclaimRequestedBytes() {
        PoolDesk known = desk;
        return known == null ? 0 : known.requestedBytes();
    }

    /**
     * Marks a safe point, such as the end of a batch: runs this pool's reclaimers if they are
     * asked.
     *
     * @return bytes given back
     * @throws MemoryPoolFailedException if one of them threw
     */
    public long reclaimIfRequested() {
        PoolDesk known = desk;
        return known == null ? 0 : known.reclaimIfRequested();
    }

    /** Returns what arbitration knows of this pool. */
    PoolDesk desk() {
        PoolDesk known = desk;
        if (known == null) {
            synchronized (this) {
                known = desk;
                if (known == null) {
                    known = manager.requests().arbiter().desk(node);
                    desk = known;
                }
            }
        }
        return known;
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
    public String path() {
        return node.path();
    }

    /** Returns the priority: the higher, the later this pool is asked to give memory back. */
    public int priority() {
        return node.priority();
    }

    /** Changes the priority. Requests and searches for memory to give back see it from now on. */
    public void setPriority(int priority) {
        node.setPriority(priority);
    }

    /** Whether all that this pool holds can be taken from it at once, as from a cache. */
    public boolean isEvictable() {
        return node.isEvictable();
    }

    /** Returns the guaranteed minimum. */
    public long minBytes() {
        return node.tree().books().minBytes(node);
    }

    /** Returns the maximum. */
    public long maxBytes() {
        return node.tree().books().maxBytes(node);
    }

    /** Returns the bytes of pages leased and of reservations, of this pool and all below it. */
    public long usedBytes() {
        return node.tree().books().usedBytes(node);
    }

    /** Returns the bytes reserved in this pool itself, pages not included. */
    public long reservedBytes() {
        return node.tree().books().reservedBytes(node);
    }

    /**
     * Returns the most that {@link #usedBytes} has been. It is exact for a pool that one thread
     * uses; otherwise it may also count what other threads, or other pools below this one, had at
     * hand at that time: up to 16 pages and a 256th of the budget, or 1 MiB, for each.
     */
    public long peakBytes() {
        return node.peakBytes();
    }

    /** Returns how much this pool could be granted now, if nobody else asked. */
    public long availableBytes() {
        return node.tree().books().availableBytes(node);
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
        return manager.report(node, LeakReport.Cause.OUTSTANDING);
    }

    /**
     * Changes minimum and maximum, both or none, while the pool is in use.
     *
     * <p>The maximum may fall below what is used: nothing is taken away, but nothing more is
     * granted either until use has fallen that far. What pools below this one are guaranteed they
     * keep; the maximum cannot fall below that.
     *
     * @throws MemoryReservationException if a larger minimum is not to be had; nothing has changed
     * @throws IllegalArgumentException if not 0 &lt;= minBytes &lt;= maxBytes, if maxBytes is less
     *     than is guaranteed to pools below, or for the root pool
     * @throws IllegalStateException if this pool is closed
     */
    public ResizeOutcome resize(long minBytes, long maxBytes) throws MemoryReservationException {
        return outcome(node.tree().limits().resize(node, minBytes, maxBytes));
    }

    /**
     * Moves some of this pool's maximum, and as much of its minimum, to a pool with the same
     * parent: in one step, so that nobody can take it in between. An unlimited maximum stays so.
     *
     * @throws MemoryReservationException if this pool uses what it was guaranteed and there is no
     *     room to guarantee it again; nothing has changed then
     * @throws IllegalArgumentException if the other pool is no sibling, or bytes is negative or
     *     more than this pool's maximum
     * @throws IllegalStateException if one of both is closed
     */
    public ResizeOutcome transfer(MemoryPool sibling, long bytes)
            throws MemoryReservationException {
        if (sibling.node.tree() != node.tree()) {
            throw new IllegalArgumentException(
                    "sibling=%s of another manager (expected a sibling of %s)"
                            .formatted(sibling.path(), path()));
        }
        return outcome(node.tree().limits().transfer(node, sibling.node, bytes));
    }

    private static ResizeOutcome outcome(LimitChange change) throws MemoryReservationException {
        if (change instanceof LimitChange.Changed changed) {
            return new ResizeOutcome(changed.overhangBytes());
        }
        throw new MemoryReservationException(((LimitChange.Refused) change).reason().message());
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
            manager.reportLeaks(manager.report(node, LeakReport.Cause.CLOSED));
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

    PoolNode node() {
        return node;
    }

    private static void requireNotNegative(long value, String what) {
        if (value < 0) {
            throw new IllegalArgumentException(what + "=" + value + " (expected 0 or more)");
        }
    }
}
