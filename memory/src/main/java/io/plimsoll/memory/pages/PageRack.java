package io.plimsoll.memory.pages;

import io.plimsoll.memory.stripe.Stripes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Free pages that threads take and put back without a lock: stripes of a few slots each.
 *
 * <p>A thread uses the stripe that its id chooses, so that threads seldom meet, and owns none, so
 * that a thousand virtual threads need no more pages than one. A slot holds a page, or nothing, or
 * the mark of a closed stripe:
 *
 * <pre>
 *   stripe  0                         15   16     17            32 (next stripe)
 *          +-----+-----+-----+---+------+-------+------+-------+
 *   closed |  C  |  C  |  C  |   |   C  | depth | last | unused|
 *   open   |  -  |  -  |  7  |   |  42  | depth | last |       |   grows towards 0
 *          +-----+-----+-----+---+------+-------+------+-------+
 * </pre>
 *
 * <p>Pages lie at the high end; both taking and putting begin at the slot that was used last, which
 * is the first with a page or the one before that. It is a hint: with several threads it may be
 * neither, and then all slots are looked through. A slot's value says all there is to know of it,
 * no page is linked to another: a thread that was overtaken fails to swap the slot, or may as well
 * have come later. There is nothing that an unchanged value could hide (ABA).
 *
 * <p>Whoever holds the lock closes a stripe by swapping every slot for the mark. From then on
 * nobody takes or puts anything there; all come to the lock. So who has closed all racks knows that
 * no page is hidden in one, without looking twice.
 *
 * <p><b>Threads:</b> any thread may call {@link #pop} and {@link #push}; the rest needs the lock of
 * the rack's user.
 */
public final class PageRack {

    private static final int SLOTS = 16;

    /** Two cache lines: processors fetch them in pairs, and stripes shall not share any. */
    private static final int STRIDE = 32;

    private static final int DEPTH = SLOTS;
    private static final int LAST_USED = SLOTS + 1;

    private static final int EMPTY = PageStore.NONE;
    private static final int CLOSED = -2;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);

    private final int[] slots;
    private final int stripeMask;

    /** The lowest slot of a stripe that is used; above 0 where the budget is small. */
    private final int lowest;

    /** One bit for each open stripe; guarded by the lock of the rack's user. */
    private long openStripes;

    /**
     * Creates a rack of closed stripes.
     *
     * @param stripes a power of two, up to {@link Stripes#MAX}
     * @param pagesPerStripe the most in one, up to 16
     */
    public PageRack(int stripes, int pagesPerStripe) {
        this.slots = new int[(stripes + 1) * STRIDE];
        this.stripeMask = stripes - 1;
        this.lowest = SLOTS - Math.clamp(pagesPerStripe, 1, SLOTS);
        Arrays.fill(slots, CLOSED);
        for (int stripe = STRIDE; stripe < slots.length; stripe += STRIDE) {
            slots[stripe + LAST_USED] = stripe + SLOTS - 1;
        }
    }

    /** The most in one stripe. */
    public int pagesPerStripe() {
        return SLOTS - lowest;
    }

    /** Takes a page, or returns {@link PageStore#NONE}: then ask whoever has the lock. */
    public int pop() {
        int home = home();
        int page = popFrom(home);
        return page != EMPTY ? page : steal(home);
    }

    private int popFrom(int stripe) {
        int slot = (int) SLOT.getOpaque(slots, stripe + LAST_USED);
        int page = popAt(stripe, slot);
        if (page == EMPTY && slot + 1 < stripe + SLOTS) {
            page = popAt(stripe, slot + 1);
        }
        return page >= 0 ? page : page == CLOSED ? EMPTY : popAnywhere(stripe);
    }

    /** Takes the page of a slot; else says that the slot is empty, or closed. */
    private int popAt(int stripe, int slot) {
        int seen = (int) SLOT.getOpaque(slots, slot);
        if (seen < 0) {
            return seen;
        }
        if (!SLOT.compareAndSet(slots, slot, seen, EMPTY)) {
            return EMPTY;
        }
        SLOT.setOpaque(slots, stripe + LAST_USED, slot);
        noteDepth(stripe, slot - stripe);
        return seen;
    }

    private int popAnywhere(int stripe) {
        for (int slot = stripe + lowest; slot < stripe + SLOTS; slot++) {
            int page = popAt(stripe, slot);
            if (page != EMPTY) {
                return page == CLOSED ? EMPTY : page;
            }
        }
        // so that the next ones lie at the high end again, whatever holes a race has left
        SLOT.setOpaque(slots, stripe + LAST_USED, stripe + SLOTS - 1);
        return EMPTY;
    }

    /** Takes a page from another stripe. */
    private int steal(int home) {
        for (int i = 1; i <= stripeMask; i++) {
            int stripe = STRIDE + ((home + i * STRIDE - STRIDE) & (stripeMask * STRIDE));
            if (countFrom(stripe, lowest) > 0) {
                int page = popFrom(stripe);
                if (page != EMPTY) {
                    return page;
                }
            }
        }
        return EMPTY;
    }

    private void noteDepth(int stripe, int depth) {
        int seen = (int) SLOT.getOpaque(slots, stripe + DEPTH);
        while (depth > seen) {
            int witness = (int) SLOT.compareAndExchange(slots, stripe + DEPTH, seen, depth);
            if (witness == seen) {
                return;
            }
            seen = witness;
        }
    }

    /** Puts a page, or returns false: then give it to whoever has the lock. */
    public boolean push(int page) {
        int stripe = home();
        int slot = (int) SLOT.getOpaque(slots, stripe + LAST_USED);
        return pushAt(stripe, slot, page)
                || (slot > stripe + lowest && pushAt(stripe, slot - 1, page))
                || pushAnywhere(stripe, page);
    }

    private boolean pushAt(int stripe, int slot, int page) {
        if ((int) SLOT.getOpaque(slots, slot) != EMPTY
                || !SLOT.compareAndSet(slots, slot, EMPTY, page)) {
            return false;
        }
        SLOT.setOpaque(slots, stripe + LAST_USED, slot);
        noteDepth(stripe, slot - stripe); // a hole that a race has left is filled only now
        return true;
    }

    private boolean pushAnywhere(int stripe, int page) {
        for (int slot = stripe + SLOTS - 1; slot >= stripe + lowest; slot--) {
            if (pushAt(stripe, slot, page)) {
                return true;
            }
        }
        return false;
    }

    /** Opens the stripe of this thread; no effect if it is open. */
    public void openHome() {
        int stripe = home();
        if ((int) SLOT.getOpaque(slots, stripe + lowest) == CLOSED) {
            openStripes |= 1L << index(stripe);
            SLOT.setOpaque(slots, stripe + DEPTH, SLOTS - 1);
            SLOT.setOpaque(slots, stripe + LAST_USED, stripe + SLOTS - 1);
            for (int slot = stripe + SLOTS - 1; slot >= stripe + lowest; slot--) {
                SLOT.setRelease(slots, slot, EMPTY);
            }
        }
    }

    /**
     * Closes all stripes and moves their pages to a store.
     *
     * @return number of pages moved
     */
    public int close(PageStore store) {
        int moved = 0;
        for (long open = openStripes; open != 0; open &= open - 1) {
            int stripe = stripe(open);
            for (int slot = stripe + lowest; slot < stripe + SLOTS; slot++) {
                moved += moveTo(store, (int) SLOT.getAndSet(slots, slot, CLOSED));
            }
        }
        openStripes = 0;
        return moved;
    }

    /**
     * Moves half of what this thread's stripe may hold to a store.
     *
     * @return number of pages moved
     */
    public int halve(PageStore store) {
        int stripe = home();
        int middle = stripe + (lowest + SLOTS) / 2;
        int moved = 0;
        SLOT.setOpaque(slots, stripe + LAST_USED, middle);
        for (int slot = middle; slot >= stripe + lowest; slot--) {
            int seen = (int) SLOT.getOpaque(slots, slot);
            if (seen >= 0 && SLOT.compareAndSet(slots, slot, seen, EMPTY)) {
                moved += moveTo(store, seen);
            }
        }
        return moved;
    }

    private static int moveTo(PageStore store, int page) {
        if (page < 0) {
            return 0;
        }
        store.put(page);
        return 1;
    }

    /** Number of pages; while threads take and put some, about that. */
    public int count() {
        int count = 0;
        for (long open = openStripes; open != 0; open &= open - 1) {
            count += countFrom(stripe(open), lowest);
        }
        return count;
    }

    private int countFrom(int stripe, int first) {
        int count = 0;
        for (int slot = stripe + first; slot < stripe + SLOTS; slot++) {
            if ((int) SLOT.getOpaque(slots, slot) >= 0) {
                count++;
            }
        }
        return count;
    }

    /**
     * The fewest pages that were here at one time since this was asked last and told to start anew.
     * Exact while one thread at a time takes and puts pages; with several, too few by what their
     * stripes had at different times.
     */
    public int fewest(boolean startAnew) {
        int fewest = 0;
        for (long open = openStripes; open != 0; open &= open - 1) {
            int stripe = stripe(open);
            // pages above this depth were here all the time; what was put since lies below
            int depth =
                    startAnew
                            ? (int) SLOT.getAndSet(slots, stripe + DEPTH, emptySlots(stripe) - 1)
                            : (int) SLOT.getOpaque(slots, stripe + DEPTH);
            fewest += countFrom(stripe, depth + 1);
        }
        return fewest;
    }

    private int emptySlots(int stripe) {
        int slot = lowest;
        while (slot < SLOTS && (int) SLOT.getOpaque(slots, stripe + slot) < 0) {
            slot++;
        }
        return slot;
    }

    /** Adds the pages to a set. */
    public void addTo(BitSet pages) {
        for (long open = openStripes; open != 0; open &= open - 1) {
            int stripe = stripe(open);
            for (int slot = stripe + lowest; slot < stripe + SLOTS; slot++) {
                int page = (int) SLOT.getOpaque(slots, slot);
                if (page >= 0) {
                    pages.set(page);
                }
            }
        }
    }

    /** First slot of the stripe of the lowest bit. */
    private static int stripe(long stripes) {
        return (Long.numberOfTrailingZeros(stripes) + 1) * STRIDE;
    }

    private static int index(int stripe) {
        return stripe / STRIDE - 1;
    }

    /** First slot of this thread's stripe. */
    private int home() {
        return (Stripes.ofThisThread(stripeMask) + 1) * STRIDE;
    }
}
