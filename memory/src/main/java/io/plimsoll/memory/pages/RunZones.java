package io.plimsoll.memory.pages;

import io.plimsoll.memory.region.RegionException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slots for runs of several pages, class by class.
 *
 * <p>The link of a slot's second page tells how many of its pages are held (high, 0 if the slot is
 * free) and how many, from the first on, have memory under them (low).
 *
 * <p><b>Threads:</b> every method needs the lock of the store's user.
 */
final class RunZones {

    private static final int NONE = PageStore.NONE;

    private final AddressRange range;
    private final PageLinks links;
    private final List<SlotZone> zones = new ArrayList<>();

    private int idlePages;

    RunZones(AddressRange range) {
        this.range = range;
        this.links = range.links();
        for (AddressPlan.Zone zone : range.plan().zones()) {
            if (zone.slotPages() > 1) {
                zones.add(new SlotZone(zone, links));
            }
        }
    }

    List<SlotZone> zones() {
        return zones;
    }

    /** The zone of the smallest slots for runs of so many pages; null if there is none. */
    @Nullable SlotZone zoneFor(int pages) {
        int index = AddressPlan.classOf(pages) - 1;
        return index < zones.size() ? zones.get(index) : null;
    }

    /** Pages with memory under them that nobody holds. */
    int idlePages() {
        return idlePages;
    }

    /** Pages of the longest run for which there is a slot; 1 if there is none for any. */
    int longestFreePages() {
        for (int i = zones.size() - 1; i >= 0; i--) {
            if (zones.get(i).peek() != NONE) {
                return zones.get(i).slotPages();
            }
        }
        return 1;
    }

    /**
     * Finds a slot for a run; nothing changes.
     *
     * @throws RegionException if there are no addresses for it
     */
    int find(int pages) {
        for (int i = AddressPlan.classOf(pages) - 1; i < zones.size(); i++) {
            int slot = zones.get(i).peek();
            if (slot != NONE) {
                return slot;
            }
        }
        throw new RegionException(
                "no addresses for a run of pages=%d (expected at most %d at once, %d bytes are reserved; look at ulimit -v)"
                        .formatted(pages, range.plan().maxRunPages(), range.reservedBytes()));
    }

    /** Takes the slot that was just found for a run. */
    void take(int slot, int pages) {
        int touched = touchedPages(slot, Integer.MAX_VALUE);
        int taken = zoneOf(slot).take();
        assert taken == slot;
        idlePages -= touched;
        if (touched > pages && range.trim(slot + pages, touched - pages)) {
            touched = pages;
        }
        links.set(slot + 1, pages, Math.max(touched, pages));
    }

    /** Takes a run back; its memory stays under it. */
    void put(int firstPage, int pages) {
        if (!isHeld(firstPage, pages)) {
            throw new IllegalStateException(
                    "firstPage=%d, pages=%d (expected a run that was taken)"
                            .formatted(firstPage, pages));
        }
        int touched = touchedPages(firstPage);
        links.set(firstPage + 1, 0, touched);
        zoneOf(firstPage).pushWarm(firstPage);
        idlePages += touched;
    }

    private boolean isHeld(int firstPage, int pages) {
        return pages > 1
                && range.plan().zoneOf(firstPage) > 0
                && zoneOf(firstPage).isCut(firstPage)
                && heldPages(firstPage) == pages;
    }

    /** Gives back the memory under the slot of a zone that has been idle longest. */
    boolean coolBottom(SlotZone zone) {
        int slot = zone.warmBottom();
        if (!range.trim(slot, touchedPages(slot))) {
            return false;
        }
        zone.pushCold(zone.removeBottom());
        noteCold(slot);
        return true;
    }

    /** Notes that a free slot has no memory under it any more. */
    void noteCold(int slot) {
        idlePages -= touchedPages(slot);
        links.set(slot + 1, 0, 0);
    }

    /** How many of the first pages of a slot, cut or not, have memory under them. */
    int touchedPages(int slot, int pages) {
        return zoneOf(slot).isCut(slot) ? Math.min(pages, touchedPages(slot)) : 0;
    }

    private int touchedPages(int slot) {
        return PageLinks.low(links.get(slot + 1));
    }

    /** How many pages of a slot are held or have memory under them, whichever is more. */
    int usedPages(int slot) {
        return Math.max(heldPages(slot), touchedPages(slot));
    }

    private int heldPages(int slot) {
        return PageLinks.high(links.get(slot + 1));
    }

    private SlotZone zoneOf(int page) {
        return zones.get(range.plan().zoneOf(page) - 1);
    }

    /**
     * Counts the pages of runs that are held.
     *
     * @param free the first pages of the slots that are free
     * @throws IllegalStateException if a count is wrong
     */
    int verifiedHeldPages(BitSet free) {
        int held = 0;
        int idle = 0;
        for (SlotZone zone : zones) {
            for (int i = 0; i < zone.cutSlots(); i++) {
                int slot = zone.firstPage() + i * zone.slotPages();
                int heldBySlot = heldPages(slot);
                if (free.get(slot) != (heldBySlot == 0)) {
                    throw new IllegalStateException(
                            "I1: the run at page=%d is free and held, or neither".formatted(slot));
                }
                held += heldBySlot;
                idle += heldBySlot == 0 ? touchedPages(slot) : 0;
            }
        }
        if (idle != idlePages) {
            throw new IllegalStateException(
                    "idlePages=%d of runs (expected %d)".formatted(idlePages, idle));
        }
        return held;
    }
}
