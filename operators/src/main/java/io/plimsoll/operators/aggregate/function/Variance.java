package io.plimsoll.operators.aggregate.function;

import io.plimsoll.memory.access.RawMemory;

/**
 * Variance and standard deviation: count, mean and the sum of squared distances from it, updated
 * value by value (Welford, 1962) and merged (Chan, Golub and LeVeque, 1979).
 *
 * <p>Any thread.
 */
public final class Variance extends StateFunction {

    private static final int MEAN = 8;
    private static final int SQUARES = 16;

    @Override
    public int stateBytes() {
        return 3 * Long.BYTES;
    }

    @Override
    public void initialize(long state) {
        set(state, 0, 0, 0);
    }

    /** Adds a value. */
    public void add(long state, double value) {
        long count = count(state) + 1;
        double mean = mean(state);
        double distance = value - mean;
        mean += distance / count;
        set(state, count, mean, squares(state) + distance * (value - mean));
    }

    @Override
    public void merge(long into, long from) {
        long more = count(from);
        long before = count(into);
        if (more == 0) {
            return;
        }
        long count = before + more;
        double distance = mean(from) - mean(into);
        double share = (double) more / count;
        set(
                into,
                count,
                mean(into) + distance * share,
                squares(into) + squares(from) + distance * distance * before * share);
    }

    /** How many values there are. */
    public long count(long state) {
        return RawMemory.getLong(state);
    }

    /** The variance of the values themselves; NaN when there are none. */
    public double population(long state) {
        return squares(state) / count(state);
    }

    /** The variance estimated from the values as a sample; NaN for fewer than two. */
    public double sample(long state) {
        long count = count(state);
        return count < 2 ? Double.NaN : squares(state) / (count - 1);
    }

    private static double mean(long state) {
        return Double.longBitsToDouble(RawMemory.getLong(state + MEAN));
    }

    private static double squares(long state) {
        return Double.longBitsToDouble(RawMemory.getLong(state + SQUARES));
    }

    private static void set(long state, long count, double mean, double squares) {
        RawMemory.putLong(state, count);
        RawMemory.putLong(state + MEAN, Double.doubleToRawLongBits(mean));
        RawMemory.putLong(state + SQUARES, Double.doubleToRawLongBits(squares));
    }
}
