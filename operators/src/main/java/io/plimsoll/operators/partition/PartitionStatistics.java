package io.plimsoll.operators.partition;

/**
 * What is known of a partition's records: how many, how large, and roughly whether their hashes
 * differ.
 *
 * @param records how many there are
 * @param bytes what they take of pages, headers included
 * @param largestBytes what the largest of them takes
 * @param sketch one bit for each of the 64 values of a hash's last six bits: a partition of one bit
 *     is, but for chance, a partition of one hash, which no further division makes smaller (linear
 *     counting: Whang, Vander-Zanden and Taylor, 1990)
 */
public record PartitionStatistics(long records, long bytes, long largestBytes, long sketch) {

    /** Of no records. */
    public static final PartitionStatistics NONE = new PartitionStatistics(0, 0, 0, 0);

    /** Of the records of both. */
    public PartitionStatistics and(PartitionStatistics other) {
        return new PartitionStatistics(
                records + other.records,
                bytes + other.bytes,
                Math.max(largestBytes, other.largestBytes),
                sketch | other.sketch);
    }

    /** Whether all records seem to have the same hash. */
    public boolean isOneHash() {
        return Long.bitCount(sketch) == 1;
    }
}
