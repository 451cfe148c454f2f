package io.plimsoll.memory;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.region.Region;
import io.plimsoll.memory.region.RegionException;
import io.plimsoll.memory.region.RegionSource;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one manager and those of them that no pool holds.
 *
 * <p>Pages are cut from regions one after the other, each region being mapped when its first page
 * is needed. A page that comes back goes on top of a stack, and that stack is used before a new
 * page is cut: pages that are resident already serve first, so the resident set follows use.
 *
 * <p><b>Threads:</b> all methods but {@link #page} need the lock of the {@link PoolTree}. A page's
 * entry is written before its index is published, so {@link #page} needs none.
 */
final class PageStore {

    static final int NONE = -1;

    /** Large enough that a region costs nothing, small enough that trimming one is noticed. */
    private static final long MAX_REGION_BYTES = 64L << 20;

    /**
     * A region is this fraction of the budget, so that small budgets are not one indivisible block.
     */
    private static final int REGIONS_PER_BUDGET = 16;

    /** Marks memory that nobody should read any more. */
    static final byte POISON = (byte) 0xDF;

    private final RegionSource source;
    private final int pageSizeBytes;
    private final int pageCount;
    private final int pagesPerRegion;
    private final @Nullable Region[] regions;
    private final @Nullable MemorySegment[] pages;

    /**
     * For a free page the next one below it on its stack, here or in a {@link PageCache}. Threads
     * read it opaquely and may read it late; the tag on a cache's head then refuses what they do
     * with it.
     */
    final int[] below;

    /** For a free page in a {@link PageCache} the height of the stack with it on top. */
    final int[] heights;

    private int carvedPages;
    private int freeTop = NONE;
    private int freePages;

    PageStore(RegionSource source, long memorySizeBytes, int pageSizeBytes) {
        this.source = source;
        this.pageSizeBytes = pageSizeBytes;
        this.pageCount = Math.toIntExact(memorySizeBytes / pageSizeBytes);
        long regionBytes = Math.min(MAX_REGION_BYTES, memorySizeBytes / REGIONS_PER_BUDGET);
        long alignedBytes =
                Math.max(regionBytes & -RegionSource.ALIGNMENT_BYTES, RegionSource.ALIGNMENT_BYTES);
        this.pagesPerRegion = (int) Math.max(1, alignedBytes / pageSizeBytes);
        this.regions = new Region[(pageCount + pagesPerRegion - 1) / pagesPerRegion];
        this.pages = new MemorySegment[pageCount];
        this.below = new int[pageCount];
        this.heights = new int[pageCount];
    }

    int pageCount() {
        return pageCount;
    }

    int pageSizeBytes() {
        return pageSizeBytes;
    }

    int freePages() {
        return freePages;
    }

    int carvedPages() {
        return carvedPages;
    }

    /** The page with an index that this store handed out. */
    MemorySegment page(int index) {
        return Objects.requireNonNull(pages[index]);
    }

    /** Overwrites a page that nobody leases. */
    void poison(MemorySegment page) {
        RawMemory.fill(page.pageAddress(), pageSizeBytes, POISON);
    }

    /** Puts a new object in the place of a page, so that references to the old one stay dead. */
    void renew(MemorySegment page) {
        pages[page.page()] = MemorySegment.page(page.pageAddress(), page.size(), page.page());
    }

    /**
     * Takes a free page.
     *
     * @throws RegionException if a region is needed and refused; nothing has changed then
     */
    int take() {
        int top = freeTop;
        if (top != NONE) {
            freeTop = below[top];
            freePages--;
            return top;
        }
        return carve();
    }

    /** Takes a page back. */
    void put(int page) {
        below[page] = freeTop;
        freeTop = page;
        freePages++;
    }

    private int carve() {
        int index = carvedPages;
        assert index < pageCount : "the budget let more pages out than there are";
        int regionIndex = index / pagesPerRegion;
        Region region = regions[regionIndex];
        if (region == null) {
            long regionPages = Math.min(pagesPerRegion, pageCount - index);
            region = source.map(regionPages * pageSizeBytes);
            regions[regionIndex] = region;
        }
        long offset = (long) (index % pagesPerRegion) * pageSizeBytes;
        pages[index] = MemorySegment.page(region.address() + offset, pageSizeBytes, index);
        carvedPages = index + 1;
        return index;
    }

    /** Maps all regions and makes them resident. */
    void preTouch() {
        for (int i = 0; i < regions.length; i++) {
            Region region = regions[i];
            if (region == null) {
                long regionPages = Math.min(pagesPerRegion, pageCount - (long) i * pagesPerRegion);
                region = source.map(regionPages * pageSizeBytes);
                regions[i] = region;
            }
            source.preTouch(region.address(), region.sizeBytes());
        }
    }

    /**
     * Gives the memory under runs of free pages back to the operating system, in whole steps of
     * {@link RegionSource#ALIGNMENT_BYTES} so that no huge page is split. Trimmed pages are used
     * last.
     *
     * @return bytes given back
     */
    long trim() {
        BitSet free = new BitSet(carvedPages);
        for (int page = freeTop; page != NONE; page = below[page]) {
            free.set(page);
        }
        BitSet trimmed = new BitSet(carvedPages);
        long bytes = 0;
        for (int i = 0; i < regions.length; i++) {
            Region region = regions[i];
            if (region != null) {
                bytes += trimRegion(region, i * pagesPerRegion, free, trimmed);
            }
        }
        restack(free, trimmed);
        return bytes;
    }

    private long trimRegion(Region region, int firstPage, BitSet free, BitSet trimmed) {
        int stepPages = (int) Math.max(1, RegionSource.ALIGNMENT_BYTES / pageSizeBytes);
        int endPage = Math.min(firstPage + pagesPerRegion, carvedPages);
        long bytes = 0;
        for (int page = firstPage; page < endPage; page += stepPages) {
            int end = Math.min(page + stepPages, endPage);
            if (free.nextClearBit(page) < end) {
                continue;
            }
            long address = region.address() + (long) (page - firstPage) * pageSizeBytes;
            long stepBytes = (long) (end - page) * pageSizeBytes;
            if (source.trim(address, stepBytes)) {
                trimmed.set(page, end);
                bytes += stepBytes;
            }
        }
        return bytes;
    }

    /**
     * Orders the free pages by address, low ones on top, and below them those that were trimmed.
     */
    private void restack(BitSet free, BitSet trimmed) {
        freeTop = NONE;
        freePages = 0;
        for (int page = trimmed.length() - 1; page >= 0; page = trimmed.previousSetBit(page - 1)) {
            put(page);
        }
        free.andNot(trimmed);
        for (int page = free.length() - 1; page >= 0; page = free.previousSetBit(page - 1)) {
            put(page);
        }
    }

    /** Marks the free pages in a set, failing if one occurs twice. */
    void collectFree(BitSet seen) {
        for (int page = freeTop; page != NONE; page = below[page]) {
            if (seen.get(page)) {
                throw new IllegalStateException("page=" + page + " is on two lists (expected one)");
            }
            seen.set(page);
        }
    }

    /**
     * Ends the store. Pages still out are freed, so that every access through them fails; their
     * regions give back their memory but keep their addresses, so that an access already under way
     * reads zeros and does not crash.
     */
    void close() {
        boolean[] home = new boolean[carvedPages];
        for (int page = freeTop; page != NONE; page = below[page]) {
            home[page] = true;
        }
        for (int i = 0; i < regions.length; i++) {
            Region region = regions[i];
            if (region != null) {
                closeRegion(region, home, i * pagesPerRegion);
                regions[i] = null;
            }
        }
    }

    private void closeRegion(Region region, boolean[] home, int firstPage) {
        boolean complete = true;
        int endPage = Math.min(firstPage + pagesPerRegion, home.length);
        for (int index = firstPage; index < endPage; index++) {
            if (!home[index]) {
                complete = false;
                page(index).revoke();
            }
        }
        if (complete) {
            source.unmap(region);
        } else {
            source.trim(region.address(), region.sizeBytes());
        }
    }
}
