package io.plimsoll.benchmarks.report;

import java.util.Arrays;

/** Some measurements of the same thing. */
public final class Distribution {

    private final double[] ascending;

    private Distribution(double[] ascending) {
        this.ascending = ascending;
    }

    /**
     * Takes measurements, in any order.
     *
     * @param values at least one
     */
    public static Distribution of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("values=[] (expected at least one)");
        }
        double[] ascending = values.clone();
        Arrays.sort(ascending);
        return new Distribution(ascending);
    }

    /** The least. */
    public double min() {
        return ascending[0];
    }

    /** The one in the middle; of an even number, the mean of the two in the middle. */
    public double median() {
        int middle = ascending.length / 2;
        return ascending.length % 2 == 1
                ? ascending[middle]
                : (ascending[middle - 1] + ascending[middle]) / 2;
    }

    /** The most. */
    public double max() {
        return ascending[ascending.length - 1];
    }
}
