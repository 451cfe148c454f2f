package io.plimsoll.operators.cache.policy;

/**
 * Finds out which share of a cache should go to new entries, by trying: it changes the share by a
 * step, goes on in the same direction while more is hit than before, and turns round otherwise; the
 * steps become smaller until the hit rate changes all at once (G. Einziger, O. Eytan, R. Friedman,
 * B. Manes: Adaptive software cache management, Middleware 2018). Where the difference may be
 * chance, the share shrinks: a larger one has to earn its place.
 *
 * <p>Not thread-safe.
 */
final class HillClimber {

    private static final double FIRST_SHARE = 0.01;
    private static final double MIN_SHARE = 0.002;
    private static final double MAX_SHARE = 0.8;
    private static final double FIRST_STEP = 0.0625;
    private static final double STEP_DECAY = 0.98;

    /** What may be chance: such a part of the difference's standard deviation. */
    private static final double NOISE = 0.5;

    /** A change of the hit rate that says that something else is asked for than before. */
    private static final double RESTART_DIFFERENCE = 0.05;

    private double share = FIRST_SHARE;
    private double step = FIRST_STEP;
    private double lastRate;
    private long hits;
    private long misses;

    /** The share of new entries. */
    double share() {
        return share;
    }

    void hit() {
        hits++;
    }

    void missed() {
        misses++;
    }

    /** Begins a sample anew: what is cached is another amount. */
    void restart() {
        hits = 0;
        misses = 0;
    }

    /** Ends the sample if it has so many lookups, and changes the share. */
    void climbAfter(long lookups) {
        long seen = hits + misses;
        if (seen < lookups) {
            return;
        }
        double rate = (double) hits / seen;
        double change = rate - lastRate;
        if (Math.abs(change) < NOISE * Math.sqrt(2 * rate * (1 - rate) / seen)) {
            // the rate to compare with stays: what is lost little by little shows in the end
            step = -Math.abs(step) * STEP_DECAY;
        } else {
            lastRate = rate;
            double length =
                    Math.abs(change) >= RESTART_DIFFERENCE
                            ? FIRST_STEP
                            : Math.abs(step) * STEP_DECAY;
            step = Math.copySign(length, change < 0 ? -step : step);
        }
        share = Math.clamp(share + step, MIN_SHARE, MAX_SHARE);
        hits = 0;
        misses = 0;
    }
}
