package io.plimsoll.operators.estimate;

/**
 * Estimates an aggregation by hash.
 *
 * <p>Groups stay in memory while they fit, however long the input. Beyond that, what doesn't is
 * written in fragments that are combined as far as memory reached: of {@code G} groups that come at
 * random, {@code -G ln(1 - d/G)} records bring {@code d} different ones.
 */
public final class AggregateModel {

    /** A record's header and hash, and its slot in a directory that is half full on average. */
    private static final int GROUP_BYTES = 16 + 16;

    private static final int DISK_BYTES = 16;

    private AggregateModel() {}

    /**
     * Estimates the aggregation of an input.
     *
     * @param input its records; the payload is a group's state
     * @param groups how many keys differ
     */
    public static MemoryEstimate estimate(
            InputSize input, long groups, OperatorResources resources) {
        double records = (double) input.records();
        double different = Math.clamp((double) groups, 1, Math.max(1, records));
        double stateBytes = resources.onPages((double) input.recordBytes());
        double heldBytes = different * (stateBytes + GROUP_BYTES);
        double inMemoryBytes = resources.keptBytes() + heldBytes;
        double memoryBytes = resources.recordBytes();
        if (heldBytes <= memoryBytes || input.records() == 0) {
            return MemoryEstimate.of("aggregate", resources, inMemoryBytes, inMemoryBytes, 0, 0);
        }
        double resident = memoryBytes / heldBytes;
        double recordsPerFill = -different * Math.log1p(-Math.min(resident, 1 - 1e-9));
        double fragments = records / recordsPerFill * different * resident;
        double spilledBytes =
                Math.min(fragments, records) * (1 - resident) * (stateBytes + DISK_BYTES);
        int passes = HashPasses.of(heldBytes, memoryBytes, resources);
        return MemoryEstimate.of(
                "aggregate",
                resources,
                inMemoryBytes,
                resources.keptBytes() + memoryBytes,
                spilledBytes * passes,
                passes);
    }
}
