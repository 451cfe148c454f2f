package io.plimsoll.memory.tracking;

import java.util.random.RandomGenerator;

/**
 * Chooses which leases are looked at: one in so many bytes, at random.
 *
 * <p>The bytes leased are seen as one stream with marks in it, the distances of which are
 * exponentially distributed (a Poisson process, as in the heap profilers of tcmalloc and jemalloc).
 * A lease that covers a mark is a sample. So each byte has the same chance, no rhythm of the
 * program can hide from it, and a lease of {@code b} bytes at a mean distance of {@code m} is hit
 * with a probability of {@code 1 - exp(-b/m)}; it stands for its bytes divided by that.
 *
 * <p>The mean distance doubles when samples follow each other so closely that taking them costs
 * more than a {@value #COST_LIMIT}th of the time, and halves again, down to the one asked for, when
 * it costs less than a quarter of that.
 *
 * <p><b>Threads:</b> any thread may call any method. The mean is changed without a lock; of two
 * changes at once one is lost, and made again at the next sample.
 */
final class ByteSampler {

    /**
     * What is measured is the taking of a sample. Its end, the collector and a colder cache cost
     * several times as much, and all together shall be less than a hundredth.
     */
    static final int COST_LIMIT = 1000;

    /** Beyond this, even a program that does nothing but lease pages is hardly slowed. */
    private static final long MAX_MEAN_BYTES = 64L << 30;

    private final long baseMeanBytes;

    private volatile long meanBytes;

    /** End of the last sample, in {@link System#nanoTime}. */
    private volatile long lastNanos;

    ByteSampler(long meanBytes, long nowNanos) {
        this.baseMeanBytes = meanBytes;
        this.meanBytes = meanBytes;
        this.lastNanos = nowNanos;
    }

    /** Mean distance of marks now. */
    long meanBytes() {
        return meanBytes;
    }

    /** Draws a distance to the next mark. */
    static long distanceBytes(RandomGenerator random, long meanBytes) {
        // 1 - nextDouble() is never zero
        return (long) (-Math.log(1 - random.nextDouble()) * meanBytes);
    }

    /** The bytes that a lease stands for which was hit by a mark. */
    static long weightBytes(long bytes, long meanBytes) {
        double chance = -Math.expm1(-(double) bytes / meanBytes);
        return chance <= 0 ? meanBytes : Math.round(bytes / chance);
    }

    /** Adapts the mean to what a sample has cost. */
    void noteCost(long startNanos, long endNanos) {
        long between = startNanos - lastNanos;
        long cost = endNanos - startNanos;
        lastNanos = endNanos;
        long mean = meanBytes;
        if (cost * COST_LIMIT > between) {
            // in this order, as the double of any long may be too large for one
            meanBytes =
                    mean > MAX_MEAN_BYTES / 2 ? Math.max(MAX_MEAN_BYTES, baseMeanBytes) : 2 * mean;
        } else if (mean > baseMeanBytes && cost * COST_LIMIT * 4 < between) {
            meanBytes = Math.max(mean / 2, baseMeanBytes);
        }
    }
}
