package io.plimsoll.benchmarks.operators.sort;

import io.plimsoll.benchmarks.operators.Assignment;

/**
 * Records with random keys of 8 bytes; the rest are words that depend on the key.
 *
 * @param rows how many
 * @param recordBytes of each, with its key: a multiple of 8
 */
record SortRows(long rows, int recordBytes) {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    static SortRows of(Assignment assignment) {
        return new SortRows(
                assignment.number("rows"), Math.toIntExact(assignment.number("record-bytes")));
    }

    /** How many words follow the key. */
    int payloadWords() {
        return recordBytes / Long.BYTES - 1;
    }

    /** Which of them is part of the answer: the last that every engine's records have. */
    int answerWord() {
        return payloadWords() - 1;
    }

    /** SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
    static long key(long row) {
        long z = (row + 1) * GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    static long payload(long key, int word) {
        return key + word * GOLDEN_GAMMA;
    }
}
