package io.plimsoll.memory;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.pages.PageStore;
import java.util.BitSet;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The segments that stand for pages, by index: made when a page is first leased, and used again at
 * each later lease.
 *
 * <p><b>Threads:</b> only whoever holds a page may ask for its segment. Handing a page on, through
 * a list of free ones, publishes its entry too.
 */
final class PageTable {

    /** Marks memory that nobody should read any more. */
    static final byte POISON = (byte) 0xDF;

    private final PageStore store;
    private final boolean checkUseAfterFree;
    private final int regionShift;
    private final int pageMask;

    /** By region and page; a region's part is made when a page of it is first leased. */
    private final AtomicReferenceArray<@Nullable MemorySegment @Nullable []> regions;

    PageTable(PageStore store, boolean checkUseAfterFree) {
        this.store = store;
        this.checkUseAfterFree = checkUseAfterFree;
        this.regionShift = Integer.numberOfTrailingZeros(store.regionPages());
        this.pageMask = store.regionPages() - 1;
        this.regions = new AtomicReferenceArray<>(store.slotCount() >>> regionShift);
    }

    /** Opens a page for a pool. */
    MemorySegment lease(int page, MemoryPool pool) {
        @Nullable MemorySegment[] segments = segmentsOf(page);
        MemorySegment segment = segments[page & pageMask];
        if (segment == null) {
            segment = MemorySegment.page(store.address(page), store.pageSizeBytes(), page);
            segments[page & pageMask] = segment;
        }
        segment.lease(pool);
        return segment;
    }

    /** Opens contiguous pages, two at least, for a pool as one segment. */
    MemorySegment leaseRun(int firstPage, int pages, MemoryPool pool) {
        int sizeBytes = pages * store.pageSizeBytes();
        MemorySegment segment = MemorySegment.page(store.address(firstPage), sizeBytes, firstPage);
        segmentsOf(firstPage)[firstPage & pageMask] = segment;
        segment.lease(pool);
        return segment;
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

    /** Prepares the pages of a segment whose lease has ended for their next one. */
    void retire(MemorySegment segment) {
        if (checkUseAfterFree) {
            RawMemory.fill(segment.pageAddress(), segment.size(), POISON);
        }
        if (checkUseAfterFree || segment.size() != store.pageSizeBytes()) {
            segmentsOf(segment.page())[segment.page() & pageMask] = null;
        }
    }

    /** Frees every segment that is still leased, when the manager shuts down. */
    void revokeAll() {
        for (int region = 0; region < regions.length(); region++) {
            @Nullable MemorySegment[] segments = regions.get(region);
            for (int i = 0; segments != null && i < segments.length; i++) {
                MemorySegment segment = segments[i];
                if (segment != null && segment.lessee() != null) {
                    segment.revoke();
                }
            }
        }
    }

    /**
     * Counts the leased pages, when no thread takes or gives back any.
     *
     * @throws IllegalStateException if one of them is free as well
     */
    long countLeased(BitSet free) {
        long leased = 0;
        for (int region = 0; region < regions.length(); region++) {
            @Nullable MemorySegment[] segments = regions.get(region);
            for (int i = 0; segments != null && i < segments.length; i++) {
                leased += leasedPages(segments[i], free);
            }
        }
        return leased;
    }

    private int leasedPages(@Nullable MemorySegment segment, BitSet free) {
        MemoryPool lessee = segment == null ? null : segment.lessee();
        if (segment == null || lessee == null) {
            return 0;
        }
        if (free.get(segment.page())) {
            throw new IllegalStateException(
                    "I4: page=%d is free and leased by %s"
                            .formatted(segment.page(), lessee.path()));
        }
        return segment.size() / store.pageSizeBytes();
    }
}
