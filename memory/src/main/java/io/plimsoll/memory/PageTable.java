package io.plimsoll.memory;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.pages.PageStore;
import java.util.BitSet;
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
    private final @Nullable MemorySegment[] segments;

    PageTable(PageStore store, boolean checkUseAfterFree) {
        this.store = store;
        this.checkUseAfterFree = checkUseAfterFree;
        this.segments = new MemorySegment[store.pageCount()];
    }

    /** Opens a page for a pool. */
    MemorySegment lease(int page, MemoryPool pool) {
        MemorySegment segment = segments[page];
        if (segment == null) {
            segment = MemorySegment.page(store.address(page), store.pageSizeBytes(), page);
            segments[page] = segment;
        }
        segment.lease(pool);
        return segment;
    }

    /** Prepares the page of a segment whose lease has ended for its next one. */
    void retire(MemorySegment segment) {
        if (checkUseAfterFree) {
            RawMemory.fill(segment.pageAddress(), segment.size(), POISON);
            segments[segment.page()] = null;
        }
    }

    /** Frees every segment that is still leased, when the manager shuts down. */
    void revokeAll() {
        for (MemorySegment segment : segments) {
            if (segment != null && segment.lessee() != null) {
                segment.revoke();
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
        for (MemorySegment segment : segments) {
            MemoryPool lessee = segment == null ? null : segment.lessee();
            if (segment != null && lessee != null) {
                if (free.get(segment.page())) {
                    throw new IllegalStateException(
                            "I4: page=%d is free and leased by %s"
                                    .formatted(segment.page(), lessee.path()));
                }
                leased++;
            }
        }
        return leased;
    }
}
