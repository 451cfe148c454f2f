package io.plimsoll.benchmarks.operators.aggregate;

import io.plimsoll.benchmarks.operators.Assignment;

/**
 * Rows of a key and a value, in an order that visits all groups before any comes again; SQL has the
 * same formulas.
 *
 * @param rows how many
 * @param groups how many different keys they have: not a multiple of {@link #STEP}
 */
record AggregateRows(long rows, long groups) {

    /** A prime: steps of it visit every group. */
    private static final long STEP = 7919;

    /** Spreads keys over 64 bits, so that no engine may take them for array indexes. */
    private static final long SPREAD = 2_654_435_761L;

    private static final long VALUE_STEP = 48_271;
    private static final long VALUES = 1_000_003;

    static AggregateRows of(Assignment assignment) {
        return new AggregateRows(assignment.number("rows"), assignment.number("groups"));
    }

    long key(long row) {
        return row * STEP % groups * SPREAD;
    }

    static long value(long row) {
        return row * VALUE_STEP % VALUES;
    }
}
