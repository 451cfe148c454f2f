package io.plimsoll.plan.profile;

/**
 * What is known of the job.
 *
 * @param parallelism of its tasks; 0 if unknown
 * @param allToAllEdges how many of its edges connect every task with every other: keyBy, rebalance
 */
public record Workload(int parallelism, int allToAllEdges) {

    /** Nothing is known. */
    public static final Workload UNKNOWN = new Workload(0, 1);

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if one is negative, or a million or more
     */
    public Workload {
        require("parallelism", parallelism);
        require("allToAllEdges", allToAllEdges);
    }

    private static void require(String name, int value) {
        if (value < 0 || value >= 1_000_000) {
            throw new IllegalArgumentException(
                    name + "=" + value + " (expected 0 or more, and less than a million)");
        }
    }
}
