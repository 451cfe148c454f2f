package io.plimsoll.memory.pages;

import io.plimsoll.memory.region.RegionException;
import io.plimsoll.memory.region.RegionSource;
import io.plimsoll.memory.snapshot.PageFigures;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * All pages of one budget, and those that nobody holds.
 *
 * <p>Pages lie in one range of addresses, which is reserved at the start and committed region by
 * region: a page's address follows from its index. There are more of them than the budget has, so
 * that a run of contiguous pages is always found ({@link AddressPlan}); which of them have memory
 * under them is counted, and {@link #limitIdle} keeps what is held and what is idle within the
 * budget.
 *
 * <p>A page or run that came back last is handed out first: pages that are resident already serve
 * before others, so the resident set follows use. Unless they are to rest ({@link #letRest}): then
 * it is the one that came back first, and as long as little is idle and the budget has room, one
 * that was never used.
 *
 * <p><b>Threads:</b> every method needs the lock of the store's user, except {@link #pageCount},
 * {@link #pageSizeBytes}, {@link #address}, {@link #indexOf}, and, for whoever holds the page,
 * {@link #next}.
 */
public final class PageStore {

    /** Stands for "no page". */
    public static final int NONE = -1;

    /** Says of memory that is taken that it was promised to its taker: the process must bear it. */
    public static final long PROMISED = -1;

    /** What a segment over a run can address, rounded down to a power of two. */
    private static final int MAX_RUN_BYTES = 1 << 30;

    private final int pageSizeBytes;
    private final AddressRange range;
    private final PageLinks links;
    private final RunZones runs;
    private final SlotZone singles;
    private final Trimming trimming;
    private final FreshMemory fresh;
    private final RegionUse regionUse;
    private final Resting resting;

    /** Written under the lock, read without it. */
    private volatile int pageCount;

    private int heldPages;

    /**
     * Creates a store of as many whole pages as fit a budget. Addresses are reserved, no memory is.
     *
     * @throws IllegalArgumentException if the pages are too many, or too small for this system
     * @throws RegionException if not even the addresses of the budget are to be had
     */
    public PageStore(RegionSource source, long memorySizeBytes, int pageSizeBytes) {
        this(source, memorySizeBytes, memorySizeBytes, pageSizeBytes, null);
    }

    /**
     * Creates a store as above that can be resized.
     *
     * @param maxMemorySizeBytes the largest size that {@link #resize} will ever be given
     * @param limit what the process may have in all; null if there is no limit
     */
    public PageStore(
            RegionSource source,
            long memorySizeBytes,
            long maxMemorySizeBytes,
            int pageSizeBytes,
            @Nullable ResidentLimit limit) {
        if (maxMemorySizeBytes / pageSizeBytes > AddressPlan.MAX_PAGES) {
            throw new IllegalArgumentException(
                    "memorySizeBytes=%d (expected at most %d pages of %d bytes)"
                            .formatted(maxMemorySizeBytes, AddressPlan.MAX_PAGES, pageSizeBytes));
        }
        if (pageSizeBytes < source.pageBytes()) {
            throw new IllegalArgumentException(
                    "pageSizeBytes=%d (expected %d or more: the page of this operating system, which takes memory back in whole ones)"
                            .formatted(pageSizeBytes, source.pageBytes()));
        }
        this.pageSizeBytes = pageSizeBytes;
        this.pageCount = (int) (memorySizeBytes / pageSizeBytes);
        int maxPages = (int) Math.max(1, maxMemorySizeBytes / pageSizeBytes);
        int maxRunPages = Math.clamp(MAX_RUN_BYTES / pageSizeBytes, 1, maxPages);
        int regionPages = AddressPlan.regionPages(maxMemorySizeBytes, pageSizeBytes);
        AddressPlan plan =
                source.isLazy()
                        ? AddressPlan.of(maxPages, maxRunPages, regionPages)
                        : AddressPlan.ofResident(maxPages, maxRunPages, regionPages);
        this.range = AddressRange.reserve(source, pageSizeBytes, plan);
        this.links = range.links();
        this.singles = new SlotZone(range.plan().zones().get(0), links);
        this.runs = new RunZones(range);
        this.trimming = new Trimming(range, singles, runs, trimStepPages(source, pageSizeBytes));
        this.fresh = new FreshMemory(range, singles, trimming, pageSizeBytes, limit);
        this.regionUse = new RegionUse(range);
        this.resting = new Resting(range, runs, trimming, fresh);
    }

    private static int trimStepPages(RegionSource source, int pageSizeBytes) {
        return (int) Math.max(1, source.trimStepBytes() / pageSizeBytes);
    }

    /**
     * Uses released memory as late as can be ({@link Resting}). To be called before the first page
     * is taken.
     *
     * @param inspector looks at what rested before its memory goes back
     */
    public void letRest(PageInspector inspector) {
        resting.begin(singles, inspector);
    }

    /** Number of pages that the budget has. */
    public int pageCount() {
        return pageCount;
    }

    /** Size of each page. */
    public int pageSizeBytes() {
        return pageSizeBytes;
    }

    /** Number of indexes: every page's is from 0 to this, exclusively. */
    public int slotCount() {
        return range.plan().regionCount() * range.plan().regionPages();
    }

    /**
     * Number of pages, a power of two, whose indexes differ in their low bits only and that are
     * committed together: tables of pages best grow in such steps.
     */
    public int regionPages() {
        return range.plan().regionPages();
    }

    /** Pages of the longest run. */
    public int maxRunPages() {
        return range.plan().maxRunPages();
    }

    /** The largest budget for which there are addresses. */
    public long maxMemorySizeBytes() {
        return (long) singles.slots() * pageSizeBytes;
    }

    /** Number of single pages that could be handed out without new memory or new regions. */
    public int freePages() {
        return singles.warmSlots() + singles.coldSlots();
    }

    /** Number of pages handed out and not given back, those of runs included. */
    public int heldPages() {
        return heldPages;
    }

    /** Bytes that nobody holds but that have memory under them. */
    public long idleBytes() {
        return (long) trimming.idlePages() * pageSizeBytes;
    }

    /** The pages and the memory under them. */
    public PageFigures figures() {
        return new PageFigures(
                pageSizeBytes,
                pageCount,
                heldPages,
                trimming.idlePages(),
                Math.min(Math.max(0, pageCount - heldPages), runs.longestFreePages()),
                range.committedBytes(),
                range.reservedBytes(),
                regionUse.usedRegions(),
                regionUse.pagesOfUsed() * pageSizeBytes);
    }

    /** Address of a page. */
    public long address(int page) {
        return range.address(page);
    }

    /** Index of the page in which an address of this store lies. */
    public int indexOf(long address) {
        return range.indexOf(address);
    }

    /** Takes a free page when nobody else was promised any. */
    public int take() {
        return take(0);
    }

    /**
     * Takes a free page.
     *
     * @param promisedBytes what must be left afterwards, idle or within the limit of the process,
     *     since it was promised to others; or {@link #PROMISED}
     * @throws RegionException if memory is needed and refused; nothing has changed then
     */
    public int take(long promisedBytes) {
        if (singles.warmSlots() > 0 && !resting.prefersCold(singles, 1, heldPages, pageCount)) {
            fresh.requireLeft(promisedBytes, idleBytes() - pageSizeBytes);
            return hold(singles.takeWarm());
        }
        return hold(fresh.takePage(pageCount - heldPages - runs.idlePages(), promisedBytes));
    }

    private int hold(int page) {
        heldPages++;
        regionUse.take(page, 1);
        return page;
    }

    /** Takes a page back. */
    public void put(int page) {
        singles.pushWarm(page);
        heldPages--;
        regionUse.put(page, 1);
    }

    /** Takes contiguous pages when nobody else was promised any. */
    public int takeRun(int pages) {
        return takeRun(pages, 0);
    }

    /**
     * Takes contiguous pages and returns the first.
     *
     * @param promisedBytes as for a {@link #take(long) page}
     * @throws RegionException if memory is needed and refused, or if there are no addresses for
     *     such a run; nothing has changed then
     */
    public int takeRun(int pages, long promisedBytes) {
        if (pages == 1) {
            return take(promisedBytes);
        }
        resting.arrangeRun(pages, heldPages, pageCount);
        int touched = runs.touchedPages(runs.find(pages), pages);
        admitRun(pages - touched, touched, promisedBytes);
        if (runs.touchedPages(runs.find(pages), pages) < touched) {
            // the slot's memory was idle and gave way
            admitRun(pages, 0, promisedBytes);
        }
        int slot = runs.find(pages);
        if (!fresh.tryCommit(slot, pages)) {
            slot = runs.find(pages);
            range.requireCommitted(slot, pages);
        }
        touched = runs.touchedPages(slot, pages);
        fresh.touchAdmitted(slot + touched, pages - touched);
        runs.take(slot, pages);
        heldPages += pages;
        regionUse.take(slot, pages);
        return slot;
    }

    private void admitRun(int coldPages, int warmPages, long promisedBytes) {
        if (coldPages > 0) {
            fresh.admitRun(coldPages, warmPages, promisedBytes);
        } else {
            fresh.requireLeft(promisedBytes, idleBytes() - (long) warmPages * pageSizeBytes);
        }
    }

    /**
     * Takes a run back.
     *
     * @throws IllegalStateException if it is none that was taken; nothing has changed then
     */
    public void putRun(int firstPage, int pages) {
        if (pages == 1) {
            put(firstPage);
        } else {
            runs.put(firstPage, pages);
            heldPages -= pages;
            regionUse.put(firstPage, pages);
        }
    }

    /** Gives the memory of idle pages back until so many bytes of it are left at most. */
    public void limitIdle(long bytes) {
        if (idleBytes() > bytes) {
            trimming.limitIdle(Math.max(0, bytes) / pageSizeBytes);
        }
    }

    /**
     * Changes the number of pages that the budget has; memory that is idle beyond it is given back.
     *
     * @throws IllegalArgumentException if it is more than there are addresses for
     */
    public void resize(long memorySizeBytes) {
        long pages = memorySizeBytes / pageSizeBytes;
        if (pages > singles.slots()) {
            throw new IllegalArgumentException(
                    "memorySizeBytes=%d (expected at most maxMemorySizeBytes=%d, with which the manager was built)"
                            .formatted(memorySizeBytes, maxMemorySizeBytes()));
        }
        pageCount = (int) pages;
        limitIdle((long) Math.max(0, pageCount - heldPages) * pageSizeBytes);
    }

    /** Makes the pages of the budget that were never used resident. */
    public void preTouch() {
        int cut = singles.cutSlots();
        if (cut >= pageCount) {
            return;
        }
        fresh.admitRun(pageCount - cut, 0, 0);
        range.requireCommitted(cut, pageCount - cut);
        range.preTouch(cut, pageCount - cut);
        for (int page = cut; page < pageCount; page++) {
            singles.cut();
        }
        for (int page = pageCount - 1; page >= cut; page--) {
            singles.pushWarm(page);
        }
    }

    /**
     * Gives the memory of those pages back that nobody has needed since this was called last.
     *
     * @return bytes given back
     */
    public long trimIdle() {
        long before = idleBytes();
        trimming.coolIdle();
        return before - idleBytes();
    }

    /**
     * Gives the memory of all idle pages back to the operating system, and the regions of which no
     * page is held.
     *
     * @return bytes given back
     */
    public long trim() {
        long before = idleBytes();
        trimming.giveBackAll();
        return before - idleBytes();
    }

    /**
     * The pages that nobody holds, as far as they were ever used.
     *
     * @throws IllegalStateException if a list or a count is damaged
     */
    public BitSet free() {
        BitSet free = new BitSet();
        singles.collectFree(free, free);
        BitSet slots = new BitSet();
        for (SlotZone zone : runs.zones()) {
            zone.collectFree(slots, slots);
        }
        int held = singles.heldSlots() + runs.verifiedHeldPages(slots);
        if (held != heldPages) {
            throw new IllegalStateException(
                    "I1: heldPages=%d (expected the %d that are on no list)"
                            .formatted(heldPages, held));
        }
        regionUse.verify(trimming.usedRegions(false), heldPages);
        free.or(slots);
        return free;
    }

    /**
     * Ends the store. If every page is back, all addresses are released. Otherwise the regions of
     * those that are missing give back their memory but keep their addresses for ever, so that a
     * late access does not crash.
     */
    public void close() {
        fresh.close();
        range.close(trimming.usedRegions(false));
    }

    /**
     * Links a page that the caller holds before a chain of such pages and returns the new chain.
     */
    public int chain(int page, int chain) {
        links.set(page, NONE, chain);
        return page;
    }

    /** The page after one in a chain, or {@link #NONE}. */
    public int next(int page) {
        return PageLinks.low(links.get(page));
    }
}
