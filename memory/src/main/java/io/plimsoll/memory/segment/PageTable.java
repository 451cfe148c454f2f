package io.plimsoll.memory.segment;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.leak.AllocationLog.Event;
import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.leak.LeaseKind;
import io.plimsoll.memory.leak.MisuseReport;
import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.tracking.EventRing;
import io.plimsoll.memory.tracking.Lease;
import io.plimsoll.memory.tracking.LeaseTracker;
import io.plimsoll.memory.tracking.PoisonedPages;
import java.util.BitSet;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The segments that stand for pages, by index: made when a page is first leased, and used again at
 * each later lease, unless every lease is followed.
 *
 * <p><b>Threads:</b> only whoever holds a page may ask for its segment. Handing a page on, through
 * a list of free ones, publishes its entry too.
 *
 * @hidden from the documentation of the package, which is for users
 */
@SuppressWarnings({"exports", "InvalidBlockTag"}) // for the room of pools, in this module
public final class PageTable {

    private final PageStore store;
    private final LeaseTracker tracker;

    /** Of allocations and releases; null if none is kept. */
    private final @Nullable EventRing log;

    private final Consumer<MisuseReport> misuse;

    /** Whether each lease has an object of its own, so that stale references stay dead. */
    private final boolean freshObjects;

    private final @Nullable PoisonedPages poisoned;
    private final int regionShift;
    private final int pageMask;

    /** By region and page; a region's part is made when a page of it is first leased. */
    private final AtomicReferenceArray<@Nullable MemorySegment @Nullable []> regions;

    /**
     * Creates a table without entries.
     *
     * @param log of allocations and releases; null if none is kept
     * @param misuse takes writes to pages that nobody leased
     */
    public PageTable(
            PageStore store,
            LeaseTracker tracker,
            @Nullable EventRing log,
            Consumer<MisuseReport> misuse) {
        this.store = store;
        this.tracker = tracker;
        this.log = log;
        this.misuse = misuse;
        this.freshObjects = tracker.followsAll();
        this.poisoned =
                tracker.level() == LeakDetection.PARANOID
                        ? new PoisonedPages(store.pageSizeBytes())
                        : null;
        this.regionShift = Integer.numberOfTrailingZeros(store.regionPages());
        this.pageMask = store.regionPages() - 1;
        this.regions = new AtomicReferenceArray<>(store.slotCount() >>> regionShift);
        if (poisoned != null) {
            store.letRest(this::exhumeAll);
        }
    }

    /** Whether released pages rest, rather than to be kept at hand. */
    boolean letsRest() {
        return poisoned != null;
    }

    /** What follows the leases. */
    public LeaseTracker tracker() {
        return tracker;
    }

    // Leases that are not followed

    /** Opens a page for a pool. */
    MemorySegment lease(int page, PageLeases pool) {
        MemorySegment segment = kept(page);
        segment.lease(pool);
        if (log != null) {
            note(Event.LEASED, pool, page, segment.size());
        }
        return segment;
    }

    private void note(Event event, PageLeases pool, int page, long bytes) {
        if (log != null) {
            log.append(event, pool.node(), bytes, store.address(page));
        }
    }

    /** Notes in the log, if there is one, that pages were released. */
    void noteReleased(PageLeases pool, int page, long bytes) {
        if (log != null) {
            note(Event.RELEASED, pool, page, bytes);
        }
    }

    private MemorySegment kept(int page) {
        @Nullable MemorySegment[] segments = segmentsOf(page);
        MemorySegment segment = segments[page & pageMask];
        if (segment == null) {
            segment = newSegment(page, 1);
            segments[page & pageMask] = segment;
        }
        return segment;
    }

    /** Opens contiguous pages, two at least, for a pool as one segment. */
    MemorySegment leaseRun(int firstPage, int pages, PageLeases pool) {
        MemorySegment segment = keptRun(firstPage, pages);
        segment.lease(pool);
        note(Event.LEASED, pool, firstPage, segment.size());
        return segment;
    }

    private MemorySegment keptRun(int firstPage, int pages) {
        MemorySegment segment = newSegment(firstPage, pages);
        segmentsOf(firstPage)[firstPage & pageMask] = segment;
        return segment;
    }

    private MemorySegment newSegment(int firstPage, int pages) {
        return MemorySegment.page(store.address(firstPage), pages * store.pageSizeBytes());
    }

    private @Nullable MemorySegment[] segmentsOf(int page) {
        int region = page >>> regionShift;
        @Nullable MemorySegment[] segments = regions.get(region);
        if (segments == null) {
            regions.compareAndSet(region, null, new MemorySegment[pageMask + 1]);
            segments = Objects.requireNonNull(regions.get(region));
        }
        return segments;
    }

    /** Drops the segment of a run whose lease has ended; a next run may be of another length. */
    void forgetRun(int firstPage) {
        if (!freshObjects) {
            segmentsOf(firstPage)[firstPage & pageMask] = null;
        }
    }

    // Leases that are followed

    /** Opens pages for a pool whose countdown has ended. */
    MemorySegment leaseFollowed(int firstPage, int pages, PageLeases pool) {
        long bytes = (long) pages * store.pageSizeBytes();
        Lease lease = tracker.begin(LeaseKind.PAGE, pool, firstPage, bytes);
        exhumeAll(firstPage, pages);
        MemorySegment segment;
        if (freshObjects) {
            segment = newSegment(firstPage, pages);
        } else {
            segment = pages == 1 ? kept(firstPage) : keptRun(firstPage, pages);
        }
        if (lease == null) {
            segment.lease(pool);
        } else {
            tracker.watch(lease, segment);
            segment.lease(lease);
        }
        note(Event.LEASED, pool, firstPage, bytes);
        return segment;
    }

    /** Looks at pages that were released, before they are used or lose their memory. */
    private void exhumeAll(int firstPage, int pages) {
        for (int page = firstPage; poisoned != null && page < firstPage + pages; page++) {
            Lease last = poisoned.unbury(page);
            if (last != null) {
                look(poisoned, page, last);
            }
        }
    }

    /**
     * Looks at all pages that were released and not used since. To be called while no thread takes
     * any.
     */
    public void inspect() {
        if (poisoned != null) {
            PoisonedPages graves = poisoned;
            graves.forEach((last, page) -> {
                if (look(graves, page, last)) {
                    // once is enough, and what is written from now on is news
                    graves.renew(store.address(page));
                }
            });
        }
    }

    private boolean look(PoisonedPages graves, int page, Lease last) {
        long address = store.address(page);
        int offset = graves.firstWritten(address);
        if (offset >= 0) {
            misuse.accept(
                    new MisuseReport(
                            ((PageLeases) last.holder()).node().path(),
                            LeaseKind.PAGE,
                            address,
                            offset,
                            RawMemory.getByte(address + offset),
                            last.endedBy()));
        }
        return offset >= 0;
    }

    /**
     * Ends a lease that is followed, and closes its segment.
     *
     * @return false if it had ended before
     */
    boolean endFollowed(MemorySegment segment, Lease lease) {
        if (!tracker.end(lease)) {
            return false;
        }
        // an object that is never used again remembers who released it
        segment.close(freshObjects ? lease : null);
        bury(lease);
        return true;
    }

    /** Prepares pages that nobody can access any more for their next lease. */
    void recover(Lease lease) {
        note(Event.RECOVERED, (PageLeases) lease.holder(), (int) lease.id(), lease.bytes());
        bury(lease);
    }

    private void bury(Lease lease) {
        if (poisoned != null) {
            poisoned.bury((int) lease.id(), store.address((int) lease.id()), lease);
        }
    }

    // All leases

    /** Frees every segment that is still leased, when the manager shuts down. */
    public void revokeAll() {
        for (int region = 0; region < regions.length(); region++) {
            @Nullable MemorySegment[] segments = regions.get(region);
            for (int i = 0; segments != null && i < segments.length; i++) {
                MemorySegment segment = segments[i];
                if (segment != null && segment.lessee() != null) {
                    segment.close(null);
                }
            }
        }
        tracker.forEach(lease -> {
            // asked first: a lease that has ended has none
            Object object = lease.object();
            if (tracker.revoke(lease) && object instanceof MemorySegment segment) {
                segment.close(null);
            }
        });
    }

    /**
     * Counts the leased pages, when no thread takes or gives back any.
     *
     * @throws IllegalStateException if one of them is free as well
     */
    public long countLeased(BitSet free) {
        long[] leased = new long[1];
        for (int region = 0; region < regions.length(); region++) {
            @Nullable MemorySegment[] segments = regions.get(region);
            for (int i = 0; segments != null && i < segments.length; i++) {
                MemorySegment segment = segments[i];
                PageLeases lessee = segment == null ? null : segment.lessee();
                if (segment != null && lessee != null) {
                    requireNotFree(free, store.indexOf(segment.pageAddress()), lessee);
                    leased[0] += segment.size() / store.pageSizeBytes();
                }
            }
        }
        if (freshObjects) {
            tracker.forEach(lease -> {
                if (lease.kind() == LeaseKind.PAGE) {
                    requireNotFree(free, (int) lease.id(), lease.holder());
                    leased[0] += lease.bytes() / store.pageSizeBytes();
                }
            });
        }
        return leased[0];
    }

    private static void requireNotFree(BitSet free, int page, Object lessee) {
        if (free.get(page)) {
            throw new IllegalStateException(
                    "I4: page=%d is free and leased by %s".formatted(page, lessee));
        }
    }
}
