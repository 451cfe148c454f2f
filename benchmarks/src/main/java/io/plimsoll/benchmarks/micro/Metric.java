package io.plimsoll.benchmarks.micro;

/**
 * What of a benchmark's figures is shown.
 *
 * @param name JMH's name for it, {@link #TIME} for the time of an operation
 * @param unit behind each figure
 * @param suffix what tells it from the other figures of the same case; may be empty
 */
record Metric(String name, String unit, String suffix) {

    static final String TIME = "";

    static final Metric NANOS = new Metric(TIME, "ns", "");

    /** Bytes that an operation leaves to the garbage collector. */
    static final Metric GARBAGE = new Metric("gc.alloc.rate.norm", "B", ": garbage");

    /** What we want of it: nothing. */
    static final Aim NO_GARBAGE = new Aim.AtMost(0, "B");

    /** This of a score's figures; bytes of garbage are whole ones, the rest is JMH's own. */
    double value(Score score) {
        double value = score.metrics().getOrDefault(name, Double.NaN);
        return equals(GARBAGE) ? Math.rint(value) : value;
    }
}
