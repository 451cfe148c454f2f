package io.plimsoll.benchmarks.operators.join;

/** Adds up what depends on both rows of every pair. Not thread-safe. */
final class JoinAnswer {

    private static final long BUILD_MODULUS = 1_000_003;
    private static final long PROBE_MODULUS = 999_983;

    private long pairs;
    private long sum;

    void add(long buildPayload, long probePayload) {
        pairs++;
        sum += buildPayload % BUILD_MODULUS * (probePayload % PROBE_MODULUS) + probePayload;
    }

    /** What another thread has added up. */
    void add(JoinAnswer other) {
        pairs += other.pairs;
        sum += other.sum;
    }

    @Override
    public String toString() {
        return pairs + " " + Long.toUnsignedString(sum);
    }
}
