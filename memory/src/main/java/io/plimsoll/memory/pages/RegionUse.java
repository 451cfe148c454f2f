package io.plimsoll.memory.pages;

import java.util.BitSet;

/**
 * In which regions pages are held: a region that has a single one cannot be given back.
 *
 * <p><b>Threads:</b> every method needs the lock of the store's user.
 */
final class RegionUse {

    private final AddressRange range;
    private final int[] heldPages;

    private int usedRegions;
    private long pagesOfUsed;

    RegionUse(AddressRange range) {
        this.range = range;
        this.heldPages = new int[range.plan().regionCount()];
    }

    /** Notes that contiguous pages are held from now on. */
    void take(int firstPage, int pages) {
        change(firstPage, pages, 1);
    }

    /** Notes that contiguous pages have come back. */
    void put(int firstPage, int pages) {
        change(firstPage, pages, -1);
    }

    private void change(int firstPage, int pages, int sign) {
        int end = firstPage + pages;
        int page = firstPage;
        while (page < end) {
            int region = range.regionOf(page);
            int next = Math.min(end, (region + 1) * range.plan().regionPages());
            change(region, sign * (next - page));
            page = next;
        }
    }

    private void change(int region, int pages) {
        int before = heldPages[region];
        heldPages[region] = before + pages;
        if (before == 0 || before + pages == 0) {
            int sign = before == 0 ? 1 : -1;
            usedRegions += sign;
            pagesOfUsed += (long) sign * range.pagesOf(region);
        }
    }

    /** Number of regions in which a page is held. */
    int usedRegions() {
        return usedRegions;
    }

    /** Pages of these regions, held or not. */
    long pagesOfUsed() {
        return pagesOfUsed;
    }

    /**
     * Checks the counts.
     *
     * @param used all regions in which a page may be held, as lists of free pages tell
     * @param held pages that are held
     * @throws IllegalStateException if they say otherwise
     */
    void verify(BitSet used, int held) {
        int counted = 0;
        int regions = 0;
        for (int region = 0; region < heldPages.length; region++) {
            int inRegion = heldPages[region];
            counted += inRegion;
            regions += inRegion > 0 ? 1 : 0;
            if (inRegion < 0 || (inRegion > 0 && !used.get(region))) {
                throw new IllegalStateException(
                        "I1: region=%d counts %d pages held (expected none)"
                                .formatted(region, inRegion));
            }
        }
        if (counted != held || regions != usedRegions) {
            throw new IllegalStateException(
                    "I1: %d pages held in %d regions (expected %d in %d)"
                            .formatted(counted, regions, held, usedRegions));
        }
    }
}
