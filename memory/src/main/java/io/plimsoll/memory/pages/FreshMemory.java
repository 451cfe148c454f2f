package io.plimsoll.memory.pages;

import io.plimsoll.memory.region.RegionException;
import org.jspecify.annotations.Nullable;

/**
 * Puts memory under pages that have none: commits their regions, and asks the limit of the process
 * if there is one.
 *
 * <p><b>Threads:</b> every method needs the lock of the store's user.
 */
final class FreshMemory {

    private final AddressRange range;
    private final SlotZone singles;
    private final Trimming trimming;
    private final int pageSizeBytes;
    private final @Nullable ResidentLimit limit;
    private final int[] step;

    FreshMemory(
            AddressRange range,
            SlotZone singles,
            Trimming trimming,
            int pageSizeBytes,
            @Nullable ResidentLimit limit) {
        this.range = range;
        this.singles = singles;
        this.trimming = trimming;
        this.pageSizeBytes = pageSizeBytes;
        this.limit = limit;
        long stepPages = limit == null ? 1 : limit.stepBytes() / pageSizeBytes;
        this.step = new int[(int) Math.max(1, stepPages)];
    }

    /**
     * Takes a single page that has no memory under it.
     *
     * @param budgetPages how many fresh pages the budget has left, this one included
     * @throws RegionException if that is refused; nothing has changed then
     */
    int takePage(int budgetPages) {
        if (limit == null) {
            commitNext();
            return singles.takeCold();
        }
        int count = takeStep(Math.clamp(budgetPages, 1, step.length), limit);
        while (count > 1) {
            singles.pushWarm(step[--count]);
        }
        return step[0];
    }

    /** Takes as many pages of those wanted as are to be had, one at least, and touches them. */
    private int takeStep(int wanted, ResidentLimit bound) {
        int admitted = admit(bound, wanted, 1);
        int count = 0;
        try {
            while (count < admitted && singles.peekCold() != PageStore.NONE) {
                commitNext();
                step[count++] = singles.takeCold();
            }
        } catch (RegionException refused) {
            if (count == 0) {
                throw refused;
            }
        }
        touch(count);
        return count;
    }

    private void touch(int count) {
        int from = 0;
        while (from < count) {
            int to = from + 1;
            while (to < count && step[to] == step[to - 1] + 1) {
                to++;
            }
            range.preTouch(step[from], to - from);
            from = to;
        }
    }

    private void commitNext() {
        int page = singles.peekCold();
        assert page != PageStore.NONE : "the budget let more pages out than there are";
        if (!tryCommit(page, 1)) {
            // what was idle is cold now, too
            range.requireCommitted(singles.peekCold(), 1);
        }
    }

    /**
     * Puts memory under contiguous pages.
     *
     * @return false if that was refused, but idle regions were given back: the caller looks for a
     *     place again, and may be luckier
     * @throws RegionException if it was refused for good
     */
    boolean tryCommit(int firstPage, int pages) {
        try {
            range.requireCommitted(firstPage, pages);
            return true;
        } catch (RegionException refused) {
            if (!trimming.giveBackAll()) {
                throw refused;
            }
            return false;
        }
    }

    /**
     * Asks the process for the memory of contiguous pages, all or none.
     *
     * @throws RegionException if it has less
     */
    void admit(int pages) {
        if (limit != null && pages > 0) {
            admit(limit, pages, pages);
        }
    }

    /** Makes contiguous pages resident that were admitted. */
    void touchAdmitted(int firstPage, int pages) {
        if (limit != null && pages > 0) {
            range.preTouch(firstPage, pages);
        }
    }

    private int admit(ResidentLimit bound, int wanted, int least) {
        long room = bound.roomBytes();
        if (room < (long) wanted * pageSizeBytes) {
            // idle memory gives way first
            if (trimming.coolSome(wanted)) {
                room = bound.roomBytes();
            }
            if (room < (long) least * pageSizeBytes) {
                throw bound.exceeded((long) least * pageSizeBytes, room);
            }
        }
        return (int) Math.min(wanted, room / pageSizeBytes);
    }

    void close() {
        if (limit != null) {
            limit.measure().close();
        }
    }
}
