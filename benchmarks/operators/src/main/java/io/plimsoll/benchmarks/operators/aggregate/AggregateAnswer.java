package io.plimsoll.benchmarks.operators.aggregate;

/** Adds up what depends on every number of every group. Not thread-safe. */
final class AggregateAnswer {

    private static final long KEY_MODULUS = 1_000_003;
    private static final long SUM_MODULUS = 999_983;

    private long groups;
    private long sum;

    void add(long key, long count, long total, long min, long max) {
        groups++;
        sum += key % KEY_MODULUS * (total % SUM_MODULUS) + count * min + max;
    }

    /** What another thread has added up. */
    void add(AggregateAnswer other) {
        groups += other.groups;
        sum += other.sum;
    }

    @Override
    public String toString() {
        return groups + " " + Long.toUnsignedString(sum);
    }
}
