package io.plimsoll.operators.estimate;

/** How often records are divided by hash until a part of them fits in memory. */
final class HashPasses {

    /** A partition has so many pages at least; no more partitions than this at once. */
    private static final int PAGES_PER_PARTITION = 32;

    private static final double MAX_PARTITIONS = 64;

    private HashPasses() {}

    static int of(double heldBytes, double memoryBytes, OperatorResources resources) {
        double pages = memoryBytes / resources.pageBytes();
        double partitions = Math.clamp(pages / PAGES_PER_PARTITION, 4, MAX_PARTITIONS);
        int passes = 0;
        for (double left = heldBytes; left > memoryBytes; left /= partitions) {
            passes++;
        }
        return passes;
    }
}
