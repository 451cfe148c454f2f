package io.plimsoll.memory.tracking;

import io.plimsoll.memory.stripe.Stripes;

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

    /** Behind a stripe's count: the mean of the distance that it counts. */
    private static final int MEAN = 1;

    /** Behind that: the mean of the distance that ended last. */
    private static final int ENDED_MEAN = 2;

    private final LeaseTracker tracker;
    private final long[] leftBytes;
    private final int stripeMask;

    LeaseCountdown(LeaseTracker tracker) {
        this.tracker = tracker;
        this.stripeMask = Stripes.count() - 1;
        this.leftBytes = new long[(stripeMask + 2) * STRIDE];
        for (int stripe = 0; stripe <= stripeMask; stripe++) {
            draw((stripe + 1) * STRIDE);
        }
    }

    private void draw(int stripe) {
        long meanBytes = tracker.meanBytes();
        leftBytes[stripe + MEAN] = meanBytes;
        leftBytes[stripe] = tracker.distanceBytes(meanBytes);
    }

    /** Counts bytes that are leased now, and says whether the lease is to be looked at. */
    public boolean isDue(long bytes) {
        int stripe = stripe();
        long left = leftBytes[stripe] - bytes;
        leftBytes[stripe] = left;
        if (left >= 0) {
            return false;
        }
        leftBytes[stripe + ENDED_MEAN] = leftBytes[stripe + MEAN];
        draw(stripe);
        return true;
    }

    /**
     * The mean of the distance that ended with the lease to be looked at: what this thread was just
     * told, the mean may have changed since the distance was drawn.
     */
    long endedMeanBytes() {
        return leftBytes[stripe() + ENDED_MEAN];
    }

    private int stripe() {
        return (Stripes.ofThisThread(stripeMask) + 1) * STRIDE;
    }
}
