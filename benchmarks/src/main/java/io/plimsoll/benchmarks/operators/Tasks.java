package io.plimsoll.benchmarks.operators;

import io.plimsoll.benchmarks.operators.OperatorTask.Aggregate;
import io.plimsoll.benchmarks.operators.OperatorTask.Join;
import io.plimsoll.benchmarks.operators.OperatorTask.Sort;
import java.util.List;

/** The tasks that there are. */
public final class Tasks {

    private static final long MILLION = 1_000_000;

    private Tasks() {}

    /**
     * All of them.
     *
     * @param scale what the numbers of rows and groups are multiplied by, below 1 for a quick look
     */
    public static List<OperatorTask> all(double scale) {
        return List.of(
                new Sort("sort-24", scaled(20 * MILLION, scale), 24),
                new Sort("sort-104", scaled(5 * MILLION, scale), 104),
                new Aggregate("aggregate-10", scaled(30 * MILLION, scale), 10),
                new Aggregate(
                        "aggregate-100k", scaled(30 * MILLION, scale), scaled(100_000, scale)),
                new Aggregate(
                        "aggregate-10m", scaled(30 * MILLION, scale), scaled(10 * MILLION, scale)),
                new Aggregate(
                        "aggregate-unique",
                        scaled(30 * MILLION, scale),
                        scaled(30 * MILLION, scale)),
                join("join-2m", 2 * MILLION, scale, false),
                join("join-2m-skewed", 2 * MILLION, scale, true),
                join("join-10m", 10 * MILLION, scale, false),
                join("join-20m", 20 * MILLION, scale, false),
                join("join-20m-skewed", 20 * MILLION, scale, true));
    }

    private static Join join(String name, long build, double scale, boolean skewed) {
        return new Join(name, scaled(build, scale), scaled(20 * MILLION, scale), skewed);
    }

    private static long scaled(long count, double scale) {
        return Math.max(1, Math.round(count * scale));
    }
}
