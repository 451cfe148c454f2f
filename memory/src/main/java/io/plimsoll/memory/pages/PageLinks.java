package io.plimsoll.memory.pages;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
 * <p>On a {@link PageStack} low is the page below and high the height; on a list of a {@link
 * SlotZone} low is the slot below and high the one above.
 *
 * <p><b>Threads:</b> a region is opened under the lock of the store's user, before any of its pages
 * is handed out. Numbers are read and written opaquely, and may be read late: the tag in a stack's
 * head then refuses what a thread does with them.
 */
final class PageLinks {

    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(long[].class);
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
        return (long) ELEMENT.getOpaque(region, page & pageMask);
    }

    void set(int page, int high, int low) {
        long[] region = Objects.requireNonNull(regions[page >>> regionShift]);
        ELEMENT.setOpaque(region, page & pageMask, pack(high, low));
    }
}
