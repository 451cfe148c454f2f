package io.plimsoll.operators.estimate;

/**
 * Estimates a join by hash: of the smaller input, what doesn't fit in memory is written to disk,
 * and of the other one as large a part.
 */
public final class JoinModel {

    /** A record's header and hash, and its slot in a directory that is half full on average. */
    private static final int BUILD_BYTES = 16 + 16;

    private static final int DISK_BYTES = 16;

    private JoinModel() {}

    /** Estimates the join of two inputs, of which the smaller one is held in memory. */
    public static MemoryEstimate estimate(
            InputSize left, InputSize right, OperatorResources resources) {
        InputSize build = left.totalBytes() <= right.totalBytes() ? left : right;
        InputSize probe = build.equals(left) ? right : left;
        double recordBytes = resources.onPages((double) build.recordBytes());
        double heldBytes = (double) build.records() * (recordBytes + BUILD_BYTES);
        double inMemoryBytes = resources.keptBytes() + heldBytes;
        double memoryBytes = resources.recordBytes();
        if (heldBytes <= memoryBytes) {
            return MemoryEstimate.of("join", resources, inMemoryBytes, inMemoryBytes, 0, 0);
        }
        int passes = HashPasses.of(heldBytes, memoryBytes, resources);
        double writtenPart = 1 - memoryBytes / heldBytes;
        double bytes = diskBytes(build) + diskBytes(probe);
        return MemoryEstimate.of(
                "join",
                resources,
                inMemoryBytes,
                resources.keptBytes() + memoryBytes,
                bytes * writtenPart * passes,
                passes);
    }

    private static double diskBytes(InputSize input) {
        return (double) input.records() * (input.recordBytes() + DISK_BYTES);
    }
}
