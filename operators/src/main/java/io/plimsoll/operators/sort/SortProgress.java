package io.plimsoll.operators.sort;

/**
 * How far a sort is.
 *
 * @param phase what it is at
 * @param runs how many runs were written while collecting
 * @param runBytes how many bytes those runs have, uncompressed
 * @param recordsRead how many records of the result were read
 */
public record SortProgress(SortPhase phase, int runs, long runBytes, long recordsRead) {}
