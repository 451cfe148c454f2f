package io.plimsoll.memory.pages;

/**
 * Lets released memory rest, so that a write that comes too late is seen rather than harm the next
 * owner: it is used again as late as can be without denying anybody anything, and without more than
 * the budget being held or idle.
 *
 * <p><b>Threads:</b> every method needs the lock of the store's user.
 */
final class Resting {

    /** So much of the budget rests while nobody needs it. */
    private static final int SHARE = 8;

    private final AddressRange range;
    private final RunZones runs;
    private final Trimming trimming;
    private final FreshMemory fresh;

    private boolean wanted;

    Resting(AddressRange range, RunZones runs, Trimming trimming, FreshMemory fresh) {
        this.range = range;
        this.runs = runs;
        this.trimming = trimming;
        this.fresh = fresh;
    }

    /** Lets released memory rest from now on. */
    void begin(SlotZone singles, PageInspector inspector) {
        wanted = true;
        range.inspectBy(inspector);
        singles.letRest();
        runs.zones().forEach(SlotZone::letRest);
    }

    /**
     * Whether what is warm in a zone may rest while a slot without memory is taken: there is one,
     * not much is idle, and so many pages more would still be within the budget.
     */
    boolean prefersCold(SlotZone zone, int pages, int heldPages, int pageCount) {
        if (!wanted) {
            return false;
        }
        int idle = trimming.idlePages();
        int cold = zone.peekCold();
        return cold != PageStore.NONE
                && idle <= Math.max(1, pageCount / SHARE)
                && heldPages + idle + pages <= pageCount
                && fresh.isUnlimited()
                && range.tryCommit(cold, pages);
    }

    /** Makes the zone for runs of so many pages find one without memory, if that may be. */
    void arrangeRun(int pages, int heldPages, int pageCount) {
        SlotZone zone = wanted ? runs.zoneFor(pages) : null;
        if (zone != null) {
            zone.preferCold(prefersCold(zone, pages, heldPages, pageCount));
        }
    }
}
