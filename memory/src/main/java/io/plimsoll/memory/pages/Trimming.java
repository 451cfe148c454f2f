package io.plimsoll.memory.pages;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Gives memory that nobody holds back to the operating system.
 *
 * <p><b>Threads:</b> every method needs the lock of the store's user.
 */
final class Trimming {

    /** Single pages that go back together: few calls, and little that is missed soon after. */
    private static final int BATCH_PAGES = 32;

    private final AddressRange range;
    private final SlotZone singles;
    private final RunZones runs;
    private final int stepPages;
    private final int[] batch = new int[BATCH_PAGES];

    Trimming(AddressRange range, SlotZone singles, RunZones runs, int stepPages) {
        this.range = range;
        this.singles = singles;
        this.runs = runs;
        this.stepPages = stepPages;
    }

    /** Pages with memory under them that nobody holds. */
    int idlePages() {
        return singles.warmSlots() + runs.idlePages();
    }

    /** Cools idle pages, longest idle ones first, until at most so many are left. */
    void limitIdle(long pages) {
        boolean trimmed = true;
        while (trimmed && idlePages() > pages) {
            long excess = idlePages() - pages;
            trimmed =
                    singles.warmSlots() >= runs.idlePages()
                            ? coolSingles(excess)
                            : runs.coolBottom(idlest());
        }
    }

    /** Cools so many idle pages, or all if there are fewer; returns whether there were any. */
    boolean coolSome(int pages) {
        int idle = idlePages();
        limitIdle(Math.max(0, idle - pages));
        return idlePages() < idle;
    }

    /** Cools what nobody needed since this was called last. */
    void coolIdle() {
        boolean trimmed = true;
        for (int left = singles.idleSlots(); trimmed && left > 0; left = singles.idleSlots()) {
            trimmed = coolSingles(left);
        }
        singles.restartIdleness();
        for (SlotZone zone : runs.zones()) {
            for (int left = zone.idleSlots(); left > 0 && runs.coolBottom(zone); left--) {}
            zone.restartIdleness();
        }
    }

    private SlotZone idlest() {
        SlotZone idlest = runs.zones().get(0);
        for (SlotZone zone : runs.zones()) {
            if ((long) zone.warmSlots() * zone.slotPages()
                    > (long) idlest.warmSlots() * idlest.slotPages()) {
                idlest = zone;
            }
        }
        return idlest;
    }

    /** Cools the single pages at the bottom; returns whether they could all be. */
    private boolean coolSingles(long wanted) {
        int count = (int) Math.min(Math.min(wanted, BATCH_PAGES), singles.warmSlots());
        for (int i = 0; i < count; i++) {
            batch[i] = singles.removeBottom();
        }
        Arrays.sort(batch, 0, count);
        boolean all = true;
        int from = 0;
        while (from < count) {
            int to = from + 1;
            while (to < count && batch[to] == batch[to - 1] + 1) {
                to++;
            }
            boolean trimmed = range.trim(batch[from], to - from);
            all &= trimmed;
            for (int i = from; i < to; i++) {
                if (trimmed) {
                    singles.pushCold(batch[i]);
                } else {
                    singles.pushWarm(batch[i]);
                }
            }
            from = to;
        }
        return all;
    }

    /**
     * Gives back the memory of all idle pages, and the regions of which no page is held or still
     * warm.
     *
     * @return whether there was anything to give
     */
    boolean giveBackAll() {
        int before = idlePages();
        coolAllSingles();
        for (SlotZone zone : runs.zones()) {
            boolean trimmed = true;
            while (trimmed && zone.warmSlots() > 0) {
                trimmed = runs.coolBottom(zone);
            }
        }
        boolean given = idlePages() < before;
        return range.decommitExcept(usedRegions(true)) || given;
    }

    /** Cools single pages in whole steps, so that no huge page is split, and sorts the rest. */
    private void coolAllSingles() {
        BitSet warm = new BitSet();
        BitSet cold = new BitSet();
        singles.collectFree(warm, cold);
        BitSet free = (BitSet) warm.clone();
        free.or(cold);
        BitSet cooled = new BitSet();
        int start = warm.nextSetBit(0);
        while (start >= 0) {
            int first = start - start % stepPages;
            int end = Math.min(singles.cutSlots(), first + stepPages);
            while (end < singles.cutSlots() && warm.get(end) && stepPages == 1) {
                end++;
            }
            if (free.nextClearBit(first) >= end && range.trim(first, end - first)) {
                cooled.set(first, end);
            }
            start = warm.nextSetBit(end);
        }
        warm.andNot(cooled);
        cold.or(cooled);
        singles.clear();
        // low addresses on top: what is used again is dense
        for (int page = cold.length() - 1; page >= 0; page = cold.previousSetBit(page - 1)) {
            singles.pushCold(page);
        }
        for (int page = warm.length() - 1; page >= 0; page = warm.previousSetBit(page - 1)) {
            singles.pushWarm(page);
        }
    }

    /** The regions of which a page is held, or also those of which one is idle but warm. */
    BitSet usedRegions(boolean warmToo) {
        BitSet regions = new BitSet();
        BitSet unused = unused(singles, warmToo);
        for (int page = unused.nextClearBit(0);
                page < singles.cutSlots();
                page = unused.nextClearBit(page + 1)) {
            regions.set(range.regionOf(page));
        }
        for (SlotZone zone : runs.zones()) {
            unused = unused(zone, warmToo);
            for (int i = 0; i < zone.cutSlots(); i++) {
                int slot = zone.firstPage() + i * zone.slotPages();
                if (!unused.get(slot)) {
                    int last = slot + runs.usedPages(slot) - 1;
                    regions.set(range.regionOf(slot), range.regionOf(last) + 1);
                }
            }
        }
        return regions;
    }

    private static BitSet unused(SlotZone zone, boolean warmToo) {
        BitSet unused = new BitSet();
        zone.collectFree(warmToo ? new BitSet() : unused, unused);
        return unused;
    }
}
