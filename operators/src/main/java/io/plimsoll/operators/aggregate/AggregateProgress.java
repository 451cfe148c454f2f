package io.plimsoll.operators.aggregate;

/**
 * How far an aggregation is.
 *
 * @param phase what is being done
 * @param runs how many times groups were written to disk
 * @param spilledBytes how many bytes those were, uncompressed
 * @param groupsRead how many groups of the result were read, a little behind
 */
public record AggregateProgress(
        AggregatePhase phase, int runs, long spilledBytes, long groupsRead) {}
