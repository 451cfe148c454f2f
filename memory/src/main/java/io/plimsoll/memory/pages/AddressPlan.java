package io.plimsoll.memory.pages;

import io.plimsoll.memory.region.RegionSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a range of addresses is divided.
 *
 * <p>Addresses are not memory: there are many more of them than a budget has pages. The first zone
 * has a slot of one page for every page of the budget. Each further zone has slots for the runs of
 * its class, those of more than 2<sup>k-1</sup> and at most 2<sup>k</sup> pages, and as many of
 * them as a budget could ever hold at once. So a run that fits the budget always finds a slot,
 * whatever else is held: nothing can be fragmented. What a run leaves unused of its slot is
 * addresses that nobody touches.
 *
 * <pre>
 *  | pages of the budget | class 1: 2 | class 2: 3-4 | class 3: 5-8 | ... | class n |
 * </pre>
 *
 * <p>All of that takes 1 + 2 log<sub>2</sub>(pages of the largest run) times the budget. Where that
 * is refused, a {@link #smaller} plan has fewer slots; then a run takes a slot of a higher class
 * when its own has none left, and can be denied for want of addresses.
 *
 * @param zones from single pages up; each starts at a multiple of {@code regionPages}
 * @param regionPages pages of a region, a power of two
 * @param pageCount all pages, those between zones included
 * @param maxRunPages pages of the longest run
 * @param halvings how often the number of slots for runs was halved
 */
record AddressPlan(
        List<Zone> zones, int regionPages, long pageCount, int maxRunPages, int halvings) {

    /** The most pages, those between zones included: 32 TiB of ordinary ones. */
    static final int MAX_PAGES = 1 << 30;

    /** Large enough that a region costs nothing, small enough that giving one back is noticed. */
    private static final long MAX_REGION_BYTES = 64L << 20;

    /** A region is this part of the budget, so that a small budget is not one indivisible block. */
    private static final int REGIONS_PER_BUDGET = 16;

    /** What the longest run is divided by, once each class is down to one slot. */
    private static final int RUN_DIVISOR = 4;

    /** What the budget is divided by for the longest run where addresses are memory. */
    private static final int RESIDENT_DIVISOR = 16;

    /**
     * Slots of one size.
     *
     * @param firstPage index of the first slot's first page
     * @param slotPages pages of each slot
     * @param slots how many there are
     */
    record Zone(int firstPage, int slotPages, int slots) {

        int endPage() {
            return firstPage + slotPages * slots;
        }
    }

    /** Pages of a region for a budget. */
    static int regionPages(long memorySizeBytes, int pageSizeBytes) {
        long share = Math.min(MAX_REGION_BYTES, memorySizeBytes / REGIONS_PER_BUDGET);
        long regionBytes = RegionSource.ALIGNMENT_BYTES;
        while (regionBytes < share) {
            regionBytes *= 2;
        }
        return (int) Math.max(1, regionBytes / pageSizeBytes);
    }

    /**
     * Plans for a budget.
     *
     * @param budgetPages from 1 to {@link #MAX_PAGES}
     * @param maxRunPages from 1 to as many as the budget has
     * @param regionPages a power of two
     */
    static AddressPlan of(int budgetPages, int maxRunPages, int regionPages) {
        return addressable(of(budgetPages, maxRunPages, regionPages, 0));
    }

    /** Plans for a source that makes all of it resident at once: few slots, short runs. */
    static AddressPlan ofResident(int budgetPages, int maxRunPages, int regionPages) {
        int shortRun = Math.max(1, Math.min(maxRunPages, budgetPages / RESIDENT_DIVISOR));
        return addressable(of(budgetPages, shortRun, regionPages, Integer.SIZE - 1));
    }

    private static AddressPlan addressable(AddressPlan plan) {
        AddressPlan fitting = plan;
        while (fitting.pageCount > MAX_PAGES) {
            fitting = Objects.requireNonNull(fitting.smaller());
        }
        return fitting;
    }

    private static AddressPlan of(int budgetPages, int maxRunPages, int regionPages, int halvings) {
        List<Zone> zones = new ArrayList<>();
        zones.add(new Zone(0, 1, budgetPages));
        long end = budgetPages;
        for (int shortest = 2; shortest <= maxRunPages; shortest = 2 * shortest - 1) {
            int slotPages = Math.min(2 * (shortest - 1), maxRunPages);
            int slots = Math.max(1, (budgetPages / shortest) >> halvings);
            long first = (end + regionPages - 1) & -regionPages;
            zones.add(new Zone((int) first, slotPages, slots));
            end = first + (long) slotPages * slots;
        }
        return new AddressPlan(List.copyOf(zones), regionPages, end, maxRunPages, halvings);
    }

    /** The next plan that takes fewer addresses, or null if there is none. */
    @Nullable AddressPlan smaller() {
        int budgetPages = zones.get(0).slots;
        for (int i = 1; i < zones.size(); i++) {
            if (zones.get(i).slots > 1) {
                return of(budgetPages, maxRunPages, regionPages, halvings + 1);
            }
        }
        return maxRunPages == 1
                ? null
                : of(budgetPages, Math.max(1, maxRunPages / RUN_DIVISOR), regionPages, halvings);
    }

    /** Number of regions. */
    int regionCount() {
        return (int) ((pageCount + regionPages - 1) / regionPages);
    }

    /** Number of the class whose slots hold a run of so many pages. */
    static int classOf(int runPages) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(runPages - 1);
    }

    /** Number of the zone in which a page lies. */
    int zoneOf(int page) {
        int zone = zones.size() - 1;
        while (zones.get(zone).firstPage > page) {
            zone--;
        }
        return zone;
    }
}
