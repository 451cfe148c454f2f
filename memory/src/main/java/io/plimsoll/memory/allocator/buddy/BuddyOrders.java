package io.plimsoll.memory.allocator.buddy;

/** Lengths of buddies: a block of order {@code n} is {@code 2^n} units long. */
public final class BuddyOrders {

    /** The length of the smallest block, as a power of two. */
    public static final int UNIT_SHIFT = 10;

    private BuddyOrders() {}

    /** The order of the smallest block that holds so many bytes; one at least. */
    public static int orderOf(int sizeBytes) {
        int units = (sizeBytes - 1) >>> UNIT_SHIFT;
        return Integer.SIZE - Integer.numberOfLeadingZeros(units);
    }

    /** The length of a block. */
    public static long bytesOf(int order) {
        return 1L << (UNIT_SHIFT + order);
    }
}
