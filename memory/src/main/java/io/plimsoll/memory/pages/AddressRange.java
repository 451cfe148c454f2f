package io.plimsoll.memory.pages;

import io.plimsoll.memory.region.Region;
import io.plimsoll.memory.region.RegionException;
import io.plimsoll.memory.region.RegionSource;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one store, and which regions of them are committed.
 *
 * <p><b>Threads:</b> every method needs the lock of the store's user, but {@link #address} and
 * {@link #indexOf}.
 */
final class AddressRange {

    private final RegionSource source;
    private final int pageShift;
    private final AddressPlan plan;
    private final Region range;
    private final PageLinks links;
    private final BitSet committed = new BitSet();

    private @Nullable PageInspector inspector;

    private AddressRange(RegionSource source, int pageShift, AddressPlan plan, Region range) {
        this.source = source;
        this.pageShift = pageShift;
        this.plan = plan;
        this.range = range;
        int regionShift = Integer.numberOfTrailingZeros(plan.regionPages());
        this.links = new PageLinks(plan.regionCount(), regionShift);
    }

    /**
     * Reserves addresses by a plan, or by the largest smaller one for which they are to be had.
     *
     * @throws RegionException if not even the budget is to be had; the message names its size
     */
    static AddressRange reserve(RegionSource source, int pageSizeBytes, AddressPlan wanted) {
        int pageShift = Integer.numberOfTrailingZeros(pageSizeBytes);
        AddressPlan plan = wanted;
        while (true) {
            try {
                Region range = source.reserve(plan.pageCount() << pageShift);
                return new AddressRange(source, pageShift, plan, range);
            } catch (RegionException refused) {
                AddressPlan smaller = plan.smaller();
                if (smaller == null) {
                    throw refused;
                }
                plan = smaller;
            }
        }
    }

    AddressPlan plan() {
        return plan;
    }

    PageLinks links() {
        return links;
    }

    long address(int page) {
        return range.address() + ((long) page << pageShift);
    }

    int indexOf(long address) {
        return (int) ((address - range.address()) >> pageShift);
    }

    /** Makes pages accessible, with all the regions in which they lie. */
    void requireCommitted(int firstPage, int pages) {
        int last = regionOf(firstPage + pages - 1);
        for (int region = regionOf(firstPage); region <= last; region++) {
            if (!committed.get(region)) {
                links.open(region);
                source.commit(part(region));
                committed.set(region);
            }
        }
    }

    /** Makes pages accessible as above, if the platform lets them be. */
    boolean tryCommit(int firstPage, int pages) {
        try {
            requireCommitted(firstPage, pages);
            return true;
        } catch (RegionException refused) {
            return false;
        }
    }

    /** Sets who looks at pages before the memory under them is given back. */
    void inspectBy(PageInspector newInspector) {
        inspector = newInspector;
    }

    int regionOf(int page) {
        return page / plan.regionPages();
    }

    /** Number of pages of a region. */
    long pagesOf(int region) {
        int firstPage = region * plan.regionPages();
        return endPageOf(firstPage) - firstPage;
    }

    /** Gives back the committed regions that are not in a set; returns whether there were any. */
    boolean decommitExcept(BitSet keptRegions) {
        boolean given = false;
        for (int region = committed.nextSetBit(0);
                region >= 0;
                region = committed.nextSetBit(region + 1)) {
            if (!keptRegions.get(region) && source.decommit(part(region))) {
                committed.clear(region);
                given = true;
            }
        }
        return given;
    }

    boolean trim(int firstPage, int pages) {
        if (inspector != null) {
            inspector.beforeTrim(firstPage, pages);
        }
        return source.trim(address(firstPage), (long) pages << pageShift);
    }

    void preTouch(int firstPage, int pages) {
        source.preTouch(address(firstPage), (long) pages << pageShift);
    }

    long committedBytes() {
        long bytes = 0;
        for (int region = committed.nextSetBit(0);
                region >= 0;
                region = committed.nextSetBit(region + 1)) {
            bytes += part(region).sizeBytes();
        }
        return bytes;
    }

    long reservedBytes() {
        return range.sizeBytes();
    }

    /** Gives everything back, but keeps the addresses of committed regions in a set. */
    void close(BitSet keptRegions) {
        if (keptRegions.isEmpty()) {
            source.release(range);
            return;
        }
        for (int region = 0; region < plan.regionCount(); region++) {
            if (keptRegions.get(region)) {
                source.abandon(part(region));
            } else {
                source.release(part(region));
            }
        }
    }

    /** A region ends with its zone: what lies between that and the next one is never used. */
    private Region part(int region) {
        int firstPage = region * plan.regionPages();
        return new Region(address(firstPage), pagesOf(region) << pageShift);
    }

    private long endPageOf(int firstPage) {
        AddressPlan.Zone zone = plan.zones().get(plan.zoneOf(firstPage));
        return Math.min((long) firstPage + plan.regionPages(), zone.endPage());
    }
}
