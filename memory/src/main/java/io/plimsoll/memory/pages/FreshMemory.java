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

    /** A measurement is believed so often: other memory of the process may grow in the meantime. */
    private static final int MAX_BELIEVED = 64;

    private final AddressRange range;
    private final SlotZone singles;
    private final Trimming trimming;
    private final int pageSizeBytes;
    private final @Nullable ResidentLimit limit;
    private final int[] step;

    /** What was left to the process when it was last measured; nothing once it was asked for. */
    private long leftBytes;

    /** How often that was believed since. */
    private int believed;

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

    /** Whether the process may have as much as it likes. */
    boolean isUnlimited() {
        return limit == null;
    }

    /**
     * Takes a single page that has no memory under it.
     *
     * @param budgetPages how many fresh pages the budget has left, this one included
     * @param promisedBytes what must be left, idle or to the process, for others; or {@link
     *     PageStore#PROMISED}
     * @throws RegionException if that is refused; nothing has changed then
     */
    int takePage(int budgetPages, long promisedBytes) {
        if (limit == null) {
            commitNext();
            return singles.takeCold();
        }
        leftBytes = 0;
        int wanted = Math.clamp(budgetPages, 1, step.length);
        int admitted = promisedBytes < 0 ? 1 : admit(limit, wanted, 1, 0, promisedBytes);
        int count = takeStep(admitted);
        while (count > 1) {
            singles.pushWarm(step[--count]);
        }
        return step[0];
    }

    /** Takes as many pages of those admitted as are to be had, one at least, and touches them. */
    private int takeStep(int admitted) {
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
     * @param warmPages idle pages that are taken with them
     * @param promisedBytes what must be left, idle or to the process, for others; or {@link
     *     PageStore#PROMISED}
     * @throws RegionException if there is less
     */
    void admitRun(int pages, int warmPages, long promisedBytes) {
        leftBytes = 0;
        if (limit != null && promisedBytes >= 0) {
            admit(limit, pages, pages, warmPages, promisedBytes);
        }
    }

    /**
     * Checks, before idle memory is taken, that enough is left.
     *
     * @param promisedBytes what must be left, idle or to the process, for others; or {@link
     *     PageStore#PROMISED}
     * @param idleBytes what will be left idle
     * @throws RegionException if there is less
     */
    void requireLeft(long promisedBytes, long idleBytes) {
        long lackingBytes = promisedBytes - idleBytes;
        if (limit == null || lackingBytes <= 0 || promisedBytes < 0) {
            return;
        }
        if (lackingBytes > leftBytes || ++believed > MAX_BELIEVED) {
            // some more than is lacking, so that the next pages need not be measured for
            long room = limit.roomBytes();
            if (room < lackingBytes) {
                throw limit.exceeded(0, lackingBytes, room);
            }
            leftBytes = Math.min(room, lackingBytes + limit.stepBytes());
            believed = 0;
        }
    }

    /** Makes contiguous pages resident that were admitted. */
    void touchAdmitted(int firstPage, int pages) {
        if (limit != null && pages > 0) {
            range.preTouch(firstPage, pages);
        }
    }

    private int admit(
            ResidentLimit bound, int wanted, int least, int warmPages, long promisedBytes) {
        leftBytes = 0;
        long room = bound.roomBytes();
        long lacking = lacking(warmPages, promisedBytes);
        // idle memory gives way first
        if (room - lacking < (long) wanted * pageSizeBytes && trimming.coolSome(wanted)) {
            room = bound.roomBytes();
            lacking = lacking(warmPages, promisedBytes);
        }
        if (room - lacking < (long) least * pageSizeBytes) {
            throw bound.exceeded((long) least * pageSizeBytes, lacking, room);
        }
        return (int) Math.min(wanted, (room - lacking) / pageSizeBytes);
    }

    /** How much of what was promised is not idle, once some idle pages were taken. */
    private long lacking(int warmPages, long promisedBytes) {
        long idle = (long) trimming.idlePages() - warmPages;
        return Math.max(0, promisedBytes - Math.max(0, idle) * pageSizeBytes);
    }

    void close() {
        if (limit != null) {
            limit.measure().close();
        }
    }
}
