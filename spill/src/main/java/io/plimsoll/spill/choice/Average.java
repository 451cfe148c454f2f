package io.plimsoll.spill.choice;

/**
 * A smoothed quotient; the newest measurement weighs an eighth. Not thread-safe.
 *
 * <p>A thread that is put aside while it is measured makes a quotient a hundred times too high: no
 * measurement counts for more than {@link #SURPRISE_MAX} times what is known. A cost that has
 * really risen so much is reached within a few more.
 */
final class Average {

    private static final double WEIGHT = 1.0 / 8;
    private static final double SURPRISE_MAX = 4;

    private double value = Double.NaN;

    void add(long amount, long per) {
        if (per > 0) {
            double measured = (double) amount / per;
            value =
                    isKnown()
                            ? value + (Math.min(measured, value * SURPRISE_MAX) - value) * WEIGHT
                            : measured;
        }
    }

    boolean isKnown() {
        return !Double.isNaN(value);
    }

    double value(double unknown) {
        return isKnown() ? value : unknown;
    }
}
