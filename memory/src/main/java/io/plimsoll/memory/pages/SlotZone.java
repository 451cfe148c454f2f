package io.plimsoll.memory.pages;

import java.util.BitSet;

/**
 * The slots of one size that nobody holds.
 *
 * <p>Warm slots have memory under them and are used first, the one that came back last before all
 * others; so what has been idle longest is at the bottom, and is given back first. Cold slots have
 * none (any more). Slots that were never used are cut one after the other, low addresses first.
 *
 * <p>Where released memory is to rest, it is the other way round: the slot that came back first is
 * used first, and cold slots before warm ones while the zone is told so.
 *
 * <p><b>Threads:</b> every method needs the lock of the store's user.
 */
final class SlotZone {

    private static final int NONE = PageStore.NONE;

    private final PageLinks links;
    private final int firstPage;
    private final int slotPages;
    private final int slots;

    private int cutSlots;
    private int warmTop = NONE;
    private int warmBottom = NONE;
    private int warmSlots;
    private int coldTop = NONE;
    private int coldSlots;

    /** The fewest warm slots since the last {@link #restartIdleness}: so many were not needed. */
    private int idleSlots;

    /** Whether what came back first is used first. */
    private boolean oldestFirst;

    /** Whether slots without memory are used before those with some. */
    private boolean coldFirst;

    SlotZone(AddressPlan.Zone zone, PageLinks links) {
        this.links = links;
        this.firstPage = zone.firstPage();
        this.slotPages = zone.slotPages();
        this.slots = zone.slots();
    }

    int firstPage() {
        return firstPage;
    }

    int slotPages() {
        return slotPages;
    }

    int slots() {
        return slots;
    }

    int cutSlots() {
        return cutSlots;
    }

    int warmSlots() {
        return warmSlots;
    }

    int coldSlots() {
        return coldSlots;
    }

    /** Slots that somebody holds. */
    int heldSlots() {
        return cutSlots - warmSlots - coldSlots;
    }

    /** Warm slots that nobody needed since the last {@link #restartIdleness}. */
    int idleSlots() {
        return idleSlots;
    }

    void restartIdleness() {
        idleSlots = warmSlots;
    }

    /** Lets what comes back rest: what came back first is used first from now on. */
    void letRest() {
        oldestFirst = true;
    }

    /** Says whether slots without memory are used before those with some. */
    void preferCold(boolean wanted) {
        coldFirst = wanted;
    }

    int warmBottom() {
        return warmBottom;
    }

    /** The warm slot above one, or none. */
    int above(int slot) {
        return PageLinks.high(links.get(slot));
    }

    /** Takes the warm slot whose turn it is, or none. */
    int takeWarm() {
        return oldestFirst && warmSlots > 1 ? removeBottom() : popWarm();
    }

    private int popWarm() {
        int slot = warmTop;
        if (slot != NONE) {
            warmTop = PageLinks.low(links.get(slot));
            if (warmTop == NONE) {
                warmBottom = NONE;
            } else {
                links.set(warmTop, NONE, PageLinks.low(links.get(warmTop)));
            }
            warmSlots--;
            if (warmSlots < idleSlots) {
                idleSlots = warmSlots;
            }
        }
        return slot;
    }

    void pushWarm(int slot) {
        links.set(slot, NONE, warmTop);
        if (warmTop == NONE) {
            warmBottom = slot;
        } else {
            links.set(warmTop, slot, PageLinks.low(links.get(warmTop)));
        }
        warmTop = slot;
        warmSlots++;
    }

    /** Takes the warm slot that has been idle longest; there must be one. */
    int removeBottom() {
        int slot = warmBottom;
        warmBottom = PageLinks.high(links.get(slot));
        if (warmBottom == NONE) {
            warmTop = NONE;
        } else {
            links.set(warmBottom, PageLinks.high(links.get(warmBottom)), NONE);
        }
        warmSlots--;
        if (idleSlots > 0) {
            idleSlots--;
        }
        return slot;
    }

    /** The slot that {@link #take} would take, or none. */
    int peek() {
        return takesCold() ? peekCold() : oldestFirst ? warmBottom : warmTop;
    }

    /** Takes a slot, as a rule a warm one if there is one; returns none if none is left. */
    int take() {
        return takesCold() ? takeCold() : takeWarm();
    }

    private boolean takesCold() {
        return warmTop == NONE || (coldFirst && peekCold() != NONE);
    }

    /** The slot that {@link #takeCold} would take, or none. */
    int peekCold() {
        return coldTop != NONE ? coldTop : peekUncut();
    }

    /** Takes a slot that has no memory under it; returns none if none is left. */
    int takeCold() {
        int slot = coldTop;
        if (slot == NONE) {
            return cut();
        }
        coldTop = PageLinks.low(links.get(slot));
        coldSlots--;
        return slot;
    }

    void pushCold(int slot) {
        links.set(slot, NONE, coldTop);
        coldTop = slot;
        coldSlots++;
    }

    /** Whether a page is the first of a slot that was used before. */
    boolean isCut(int page) {
        int offset = page - firstPage;
        return offset >= 0 && offset % slotPages == 0 && offset / slotPages < cutSlots;
    }

    private int peekUncut() {
        return cutSlots < slots ? firstPage + cutSlots * slotPages : NONE;
    }

    /** Takes a slot that was never used; returns none if none is left. */
    int cut() {
        int slot = peekUncut();
        if (slot != NONE) {
            cutSlots++;
        }
        return slot;
    }

    /** Forgets both lists; the caller lists the slots anew. */
    void clear() {
        warmTop = NONE;
        warmBottom = NONE;
        coldTop = NONE;
        warmSlots = 0;
        coldSlots = 0;
        idleSlots = 0;
    }

    /**
     * Adds the first page of each warm and each cold slot to a set.
     *
     * @throws IllegalStateException if a list is damaged
     */
    void collectFree(BitSet warm, BitSet cold) {
        collect(warm, warmTop, warmSlots);
        collect(cold, coldTop, coldSlots);
        int above = NONE;
        for (int slot = warmTop; slot != NONE; slot = PageLinks.low(links.get(slot))) {
            require(above(slot) == above, "page=%d is not below the one above it", slot);
            above = slot;
        }
        require(above == warmBottom, "page=%d is last (expected the bottom)", above);
        require(idleSlots <= warmSlots, "idleSlots=%d (expected at most the warm)", idleSlots);
    }

    private void collect(BitSet set, int top, int expected) {
        int listed = 0;
        for (int slot = top; slot != NONE; slot = PageLinks.low(links.get(slot))) {
            require(isCut(slot), "page=%d is listed (expected the start of a slot cut)", slot);
            require(!set.get(slot), "page=%d is listed twice (expected once)", slot);
            set.set(slot);
            listed++;
        }
        require(listed == expected, "listed=%d slots (expected those counted)", listed);
    }

    private static void require(boolean holds, String message, int value) {
        if (!holds) {
            throw new IllegalStateException(message.formatted(value));
        }
    }
}
