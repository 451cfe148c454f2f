package io.plimsoll.benchmarks.operators.sort;

/** Hashes records in their order. Not thread-safe. */
final class SortAnswer {

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private long rows;
    private long hash;
    private long previous = Long.MIN_VALUE;
    private boolean ordered = true;

    /**
     * Adds a record.
     *
     * @param word of its payload
     */
    void add(long key, long word) {
        rows++;
        ordered &= key >= previous;
        previous = key;
        hash = (hash ^ key ^ word) * MULTIPLIER;
    }

    @Override
    public String toString() {
        return rows + " " + (ordered ? "ordered" : "disordered") + " " + Long.toHexString(hash);
    }
}
