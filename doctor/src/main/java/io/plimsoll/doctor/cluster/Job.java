package io.plimsoll.doctor.cluster;

import java.util.List;

/**
 * A job of a cluster.
 *
 * @param id its id
 * @param name its name
 * @param state RUNNING, say
 * @param vertices its operators, as Flink chained them, sources first
 * @param checkpoints how its checkpoints went
 * @param failures stack traces of what went wrong, the latest first
 */
public record Job(
        String id,
        String name,
        String state,
        List<Vertex> vertices,
        Checkpoints checkpoints,
        List<Failure> failures) {

    /** Keeps copies of the lists. */
    public Job {
        vertices = List.copyOf(vertices);
        failures = List.copyOf(failures);
    }

    /** Returns whether it works or is about to. */
    public boolean isAlive() {
        return switch (state) {
            case "FINISHED", "CANCELED", "FAILED", "SUSPENDED" -> false;
            default -> true;
        };
    }

    /**
     * A chain of operators.
     *
     * @param name what it does
     * @param parallelism how many subtasks it has
     * @param backpressuredShare the share of time in which its slowest subtask waits for those
     *     after it; NaN if unknown
     * @param busyShare the share of time in which its busiest subtask works; NaN if unknown
     */
    public record Vertex(
            String name, long parallelism, double backpressuredShare, double busyShare) {}

    /**
     * How checkpoints went.
     *
     * @param completed how many are complete
     * @param failed how many failed
     * @param lastFailure why the last that failed did; empty if unknown
     */
    public record Checkpoints(long completed, long failed, String lastFailure) {

        /** None. */
        static final Checkpoints NONE = new Checkpoints(0, 0, "");
    }

    /**
     * What went wrong.
     *
     * @param timestampMillis when, since 1970; 0 if unknown
     * @param taskManager the id of the TaskManager on which it did, or where that was; may be empty
     * @param stackTrace how, in lines
     */
    public record Failure(long timestampMillis, String taskManager, String stackTrace) {}
}
