package io.plimsoll.operators.estimate;

/**
 * What an operator will need and do.
 *
 * @param operator which: {@code sort}, {@code aggregate}, {@code join}
 * @param inMemoryBytes the memory with which it would write nothing to disk
 * @param minimumBytes the memory without which it doesn't open
 * @param peakBytes what it will use of the memory it may have
 * @param spilledBytes what it will write to disk with that, uncompressed; what is written twice
 *     counts twice
 * @param passes how often, at most, a record goes to disk and back: 0 if nothing does
 */
public record MemoryEstimate(
        String operator,
        long inMemoryBytes,
        long minimumBytes,
        long peakBytes,
        long spilledBytes,
        int passes) {

    /** Whether nothing will be written to disk. */
    public boolean staysInMemory() {
        return spilledBytes == 0;
    }

    static MemoryEstimate of(
            String operator,
            OperatorResources resources,
            double inMemoryBytes,
            double peakBytes,
            double spilledBytes,
            int passes) {
        return new MemoryEstimate(
                operator,
                Math.max(resources.minimumBytes(), bytes(inMemoryBytes)),
                resources.minimumBytes(),
                bytes(peakBytes),
                bytes(spilledBytes),
                passes);
    }

    private static long bytes(double number) {
        return (long) Math.ceil(number);
    }
}
