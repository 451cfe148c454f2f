package io.plimsoll.memory.pages;

import io.plimsoll.memory.region.Region;
import io.plimsoll.memory.region.RegionException;
import io.plimsoll.memory.region.RegionSource;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All pages of one budget, and the list of those that nobody holds.
 *
 * <p>Pages are cut from regions one after the other; each region is mapped when its first page is
 * needed. A page that comes back goes on top of a stack, and that stack is used before a new page
 * is cut: pages that are resident already serve first, so the resident set follows use.
 *
 * <p><b>Threads:</b> every method needs the lock of the store's user, except {@link #pageCount},
 * {@link #pageSizeBytes}, and, for whoever holds the page, {@link #address} and {@link #next}.
 */
public final class PageStore {

    /** Stands for "no page". */
    public static final int NONE = -1;

    /** What an array can be long on every platform: 64 TiB in ordinary pages. */
    private static final int MAX_PAGES = Integer.MAX_VALUE - 8;

    /** Large enough that a region costs nothing, small enough that giving one back is noticed. */
    private static final long MAX_REGION_BYTES = 64L << 20;

    /** A region is this part of the budget, so that a small budget is not one indivisible block. */
    private static final int REGIONS_PER_BUDGET = 16;

    /** For a page on a list the next one below it. */
    private final int[] below;

    private final RegionSource source;
    private final int pageSizeBytes;
    private final int pageCount;
    private final int pagesPerRegion;
    private final @Nullable Region[] regions;

    private int carvedPages;
    private int freeTop = NONE;
    private int freePages;

    /**
     * Creates a store of as many whole pages as fit a budget; nothing is mapped yet.
     *
     * @throws IllegalArgumentException if they are too many
     */
    public PageStore(RegionSource source, long memorySizeBytes, int pageSizeBytes) {
        if (memorySizeBytes / pageSizeBytes > MAX_PAGES) {
            throw new IllegalArgumentException(
                    "memorySizeBytes=%d (expected at most %d pages of %d bytes)"
                            .formatted(memorySizeBytes, MAX_PAGES, pageSizeBytes));
        }
        this.source = source;
        this.pageSizeBytes = pageSizeBytes;
        this.pageCount = (int) (memorySizeBytes / pageSizeBytes);
        long share = Math.min(MAX_REGION_BYTES, memorySizeBytes / REGIONS_PER_BUDGET);
        long regionBytes = Math.max(share, 1) + RegionSource.ALIGNMENT_BYTES - 1;
        regionBytes &= -RegionSource.ALIGNMENT_BYTES;
        this.pagesPerRegion = (int) Math.max(1, regionBytes / pageSizeBytes);
        this.regions = new Region[Math.ceilDiv(pageCount, pagesPerRegion)];
        this.below = new int[pageCount];
    }

    /** Number of pages, cut or not. */
    public int pageCount() {
        return pageCount;
    }

    /** Size of each page. */
    public int pageSizeBytes() {
        return pageSizeBytes;
    }

    /** Number of pages on the list. */
    public int freePages() {
        return freePages;
    }

    /** Number of pages cut so far; their indexes are 0 to this, exclusively. */
    public int carvedPages() {
        return carvedPages;
    }

    /** Address of a page that was taken from this store. */
    public long address(int page) {
        Region region = Objects.requireNonNull(regions[page / pagesPerRegion]);
        return region.address() + (long) (page % pagesPerRegion) * pageSizeBytes;
    }

    /**
     * Takes a free page, or cuts one.
     *
     * @throws RegionException if a region is needed and refused; nothing has changed then
     */
    public int take() {
        int top = freeTop;
        if (top == NONE) {
            return carve();
        }
        freeTop = below[top];
        freePages--;
        return top;
    }

    /** Takes a page back. */
    public void put(int page) {
        below[page] = freeTop;
        freeTop = page;
        freePages++;
    }

    /**
     * Links a page that the caller holds before a chain of such pages and returns the new chain.
     */
    public int chain(int page, int chain) {
        below[page] = chain;
        return page;
    }

    /** The page after one in a chain, or {@link #NONE}. */
    public int next(int page) {
        return below[page];
    }

    private int carve() {
        int page = carvedPages;
        assert page < pageCount : "the budget let more pages out than there are";
        requireRegion(page / pagesPerRegion);
        carvedPages = page + 1;
        return page;
    }

    private Region requireRegion(int index) {
        Region region = regions[index];
        if (region == null) {
            long pages = Math.min(pagesPerRegion, pageCount - (long) index * pagesPerRegion);
            region = source.map(pages * pageSizeBytes);
            regions[index] = region;
        }
        return region;
    }

    /** Maps all regions and makes them resident. */
    public void preTouch() {
        for (int i = 0; i < regions.length; i++) {
            Region region = requireRegion(i);
            source.preTouch(region.address(), region.sizeBytes());
        }
    }

    /**
     * Gives the memory under free pages back to the operating system, in whole steps of {@link
     * RegionSource#ALIGNMENT_BYTES} so that no huge page is split. Trimmed pages are used last.
     *
     * @return bytes given back
     */
    public long trim() {
        BitSet free = free();
        BitSet trimmed = new BitSet(carvedPages);
        long bytes = 0;
        for (int i = 0; i < regions.length; i++) {
            Region region = regions[i];
            if (region != null) {
                bytes += trimRegion(i * pagesPerRegion, free, trimmed);
            }
        }
        restack(free, trimmed);
        return bytes;
    }

    private long trimRegion(int firstPage, BitSet free, BitSet trimmed) {
        int stepPages = (int) Math.max(1, RegionSource.ALIGNMENT_BYTES / pageSizeBytes);
        int endPage = Math.min(firstPage + pagesPerRegion, carvedPages);
        long bytes = 0;
        for (int page = firstPage; page < endPage; page += stepPages) {
            int end = Math.min(page + stepPages, endPage);
            long stepBytes = (long) (end - page) * pageSizeBytes;
            if (free.nextClearBit(page) >= end && source.trim(address(page), stepBytes)) {
                trimmed.set(page, end);
                bytes += stepBytes;
            }
        }
        return bytes;
    }

    /** Orders the free pages by address, low ones on top, and below them those just trimmed. */
    private void restack(BitSet free, BitSet trimmed) {
        freeTop = NONE;
        freePages = 0;
        putDescending(trimmed);
        free.andNot(trimmed);
        putDescending(free);
    }

    private void putDescending(BitSet pages) {
        for (int page = pages.length() - 1; page >= 0; page = pages.previousSetBit(page - 1)) {
            put(page);
        }
    }

    /**
     * The pages on the list.
     *
     * @throws IllegalStateException if the list is damaged
     */
    public BitSet free() {
        BitSet free = new BitSet(carvedPages);
        int listed = 0;
        for (int page = freeTop; page != NONE; page = below[page]) {
            if (free.get(page)) {
                throw new IllegalStateException(
                        "page=" + page + " is listed twice (expected once)");
            }
            free.set(page);
            listed++;
        }
        if (listed != freePages) {
            throw new IllegalStateException(
                    "listed=" + listed + " pages (expected the " + freePages + " counted)");
        }
        return free;
    }

    /**
     * Ends the store. A region of which every page is on the list is unmapped. Any other gives back
     * its memory but keeps its addresses for ever, so that a late access through one of the missing
     * pages does not crash.
     */
    public void close() {
        BitSet free = free();
        for (int i = 0; i < regions.length; i++) {
            Region region = regions[i];
            if (region != null) {
                int firstPage = i * pagesPerRegion;
                int endPage = Math.min(firstPage + pagesPerRegion, carvedPages);
                closeRegion(region, free.nextClearBit(firstPage) >= endPage);
            }
        }
    }

    private void closeRegion(Region region, boolean complete) {
        if (complete) {
            source.unmap(region);
        } else {
            source.abandon(region);
        }
    }
}
