package io.plimsoll.memory.tracking;

import io.plimsoll.memory.stripe.Stripes;
import java.util.Arrays;

/**
 * Says which lease is to be looked at: the one with which so many bytes have been leased as the
 * tracker said before.
 *
 * <p>Each thread counts on the stripe that its id chooses. The count is plain: of threads that meet
 * on a stripe some lose theirs, which delays a sample a little.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
public final class LeaseCountdown {

    /** Two cache lines: processors fetch them in pairs, and stripes shall not share any. */
    private static final int STRIDE = 16;

    private final LeaseTracker tracker;
    private final long[] leftBytes;
    private final int stripeMask;

    LeaseCountdown(LeaseTracker tracker) {
        this.tracker = tracker;
        this.stripeMask = Stripes.count() - 1;
        this.leftBytes = new long[(stripeMask + 2) * STRIDE];
        Arrays.setAll(leftBytes, _ -> tracker.distanceBytes());
    }

    /** Counts bytes that are leased now, and says whether the lease is to be looked at. */
    public boolean isDue(long bytes) {
        int stripe = (Stripes.ofThisThread(stripeMask) + 1) * STRIDE;
        long left = leftBytes[stripe] - bytes;
        leftBytes[stripe] = left;
        if (left >= 0) {
            return false;
        }
        leftBytes[stripe] = tracker.distanceBytes();
        return true;
    }
}
