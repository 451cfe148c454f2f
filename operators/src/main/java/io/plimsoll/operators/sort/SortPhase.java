package io.plimsoll.operators.sort;

/** What a sorter is at. */
public enum SortPhase {
    /** Writers add records; runs are written when memory is short. */
    COLLECTING,
    /** What stayed in memory is brought in order. */
    SORTING,
    /** Runs are merged, at last into the result. */
    MERGING,
    /** Closed. */
    CLOSED
}
