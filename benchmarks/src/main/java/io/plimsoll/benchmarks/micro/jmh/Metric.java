package io.plimsoll.benchmarks.micro.jmh;

/**
 * What of a benchmark's figures is shown.
 *
 * @param name JMH's name for it, {@link #TIME} for the time of an operation
 * @param unit behind each figure
 * @param suffix what tells it from the other figures of the same case; may be empty
 */
public record Metric(String name, String unit, String suffix) {

    /** Stands for the time of an operation. */
    public static final String TIME = "";

    /** The time of an operation. */
    public static final Metric NANOS = new Metric(TIME, "ns", "");

    /** Bytes that an operation leaves to the garbage collector. */
    public static final Metric GARBAGE = new Metric("gc.alloc.rate.norm", "B", ": garbage");

    /** This of a score's figures; bytes of garbage are whole ones, the rest is JMH's own. */
    public double value(Score score) {
        double value = score.metrics().getOrDefault(name, Double.NaN);
        return equals(GARBAGE) ? Math.rint(value) : value;
    }
}
