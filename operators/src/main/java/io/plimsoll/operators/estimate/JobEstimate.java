package io.plimsoll.operators.estimate;

import java.util.List;

/**
 * What a job will need: {@code M(job) = sum of M(op) + M0}.
 *
 * @param fixedBytes M0, what the job takes whatever its operators do: the way to disk, buffers of
 *     input and output
 * @param operators what those need that hold memory at the same time
 */
public record JobEstimate(long fixedBytes, List<MemoryEstimate> operators) {

    /** Copies the list. */
    public JobEstimate {
        operators = List.copyOf(operators);
    }

    /** The memory with which nothing would be written to disk. */
    public long inMemoryBytes() {
        return fixedBytes + operators.stream().mapToLong(MemoryEstimate::inMemoryBytes).sum();
    }

    /** The memory without which not all of the operators open. */
    public long minimumBytes() {
        return fixedBytes + operators.stream().mapToLong(MemoryEstimate::minimumBytes).sum();
    }

    /** What all together will write to disk, uncompressed. */
    public long spilledBytes() {
        return operators.stream().mapToLong(MemoryEstimate::spilledBytes).sum();
    }
}
