package io.plimsoll.benchmarks.operators.join;

import io.plimsoll.benchmarks.operators.Assignment;

/**
 * Both sides of a join; SQL has the same formulas.
 *
 * @param build rows of the build side, each with a key of its own: not a multiple of {@link #STEP}
 * @param probe rows of the probe side, each of which meets one of the build side
 * @param skewed whether some keys come much more often than others: the share of the first keys is
 *     the cube root of their number, as in a Zipf distribution with exponent 2/3; else each key
 *     comes as often as any
 */
record JoinRows(long build, long probe, boolean skewed) {

    private static final long STEP = 7919;
    private static final long PROBE_STEP = 104_729;
    private static final long SKEW_STEP = 48_271;
    private static final long SKEW_MODULUS = 1_000_003;

    /** Spreads keys over 64 bits, so that no engine may take them for array indexes. */
    private static final long SPREAD = 2_654_435_761L;

    static JoinRows of(Assignment assignment) {
        return new JoinRows(
                assignment.number("build"),
                assignment.number("probe"),
                Boolean.parseBoolean(assignment.text("skewed")));
    }

    /** The key of a row of the build side; its payload is its number. */
    long buildKey(long row) {
        return row * STEP % build * SPREAD;
    }

    /** The key of a row of the probe side; its payload is its number. */
    long probeKey(long row) {
        long uniform = row * PROBE_STEP % build;
        if (!skewed) {
            return uniform * SPREAD;
        }
        long share = row * SKEW_STEP % SKEW_MODULUS;
        long cube = share * share / SKEW_MODULUS * share / SKEW_MODULUS;
        return (cube * build + uniform) / SKEW_MODULUS * SPREAD;
    }
}
