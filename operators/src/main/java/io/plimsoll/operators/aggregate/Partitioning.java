package io.plimsoll.operators.aggregate;

/**
 * Whether the writers share partitions by now, and how many.
 *
 * <p>Any thread: {@code begun} goes from false to true once, and is volatile.
 */
final class Partitioning {

    private final int bits;
    private volatile boolean begun;

    Partitioning(int bits) {
        this.bits = bits;
    }

    int bits() {
        return bits;
    }

    boolean hasBegun() {
        return begun;
    }

    void begin() {
        begun = true;
    }
}
