package io.plimsoll.memory.pages;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Two numbers for each page, by which lists of free pages hang together. They take heap for those
 * regions only of which a page was ever needed.
 *
 * <pre>
 *   63            32 31             0
 *  +----------------+----------------+
 *  |      high      |      low       |
 *  +----------------+----------------+
 * </pre>
 *
 * <p>On a list of a {@link SlotZone} low is the slot below and high the one above; in a chain of
 * pages that somebody holds low is the next one.
 *
 * <p><b>Threads:</b> a region is opened under the lock of the store's user, before any of its pages
 * is handed out. A page's numbers are for who holds that lock or, of a page handed out, for who
 * holds the page.
 */
final class PageLinks {

    private static final long LOW_MASK = (1L << Integer.SIZE) - 1;

    private final int regionShift;
    private final int pageMask;
    private final long[] @Nullable [] regions;

    PageLinks(int regionCount, int regionShift) {
        this.regionShift = regionShift;
        this.pageMask = (1 << regionShift) - 1;
        this.regions = new long[regionCount][];
    }

    void open(int region) {
        if (regions[region] == null) {
            regions[region] = new long[pageMask + 1];
        }
    }

    static long pack(int high, int low) {
        return (long) high << Integer.SIZE | (low & LOW_MASK);
    }

    static int high(long link) {
        return (int) (link >>> Integer.SIZE);
    }

    static int low(long link) {
        return (int) link;
    }

    long get(int page) {
        long[] region = Objects.requireNonNull(regions[page >>> regionShift]);
        return region[page & pageMask];
    }

    void set(int page, int high, int low) {
        long[] region = Objects.requireNonNull(regions[page >>> regionShift]);
        region[page & pageMask] = pack(high, low);
    }
}
