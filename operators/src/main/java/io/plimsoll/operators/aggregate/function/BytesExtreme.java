package io.plimsoll.operators.aggregate.function;

import io.plimsoll.memory.access.RawComparison;
import io.plimsoll.memory.access.RawMemory;

/**
 * The smallest or the largest of byte strings, compared as unsigned bytes; of two where one begins
 * the other, the shorter is the smaller.
 *
 * <p>Any thread.
 */
public final class BytesExtreme extends ValueFunction {

    private static final int MIN_CAPACITY_BYTES = 16;

    private final boolean largest;

    private BytesExtreme(boolean largest) {
        this.largest = largest;
    }

    /** The smallest. */
    public static BytesExtreme min() {
        return new BytesExtreme(false);
    }

    /** The largest. */
    public static BytesExtreme max() {
        return new BytesExtreme(true);
    }

    @Override
    public int offer(long current, int currentBytes, byte[] offered, int offset, int lengthBytes) {
        int common = Math.min(currentBytes, lengthBytes);
        int at = RawComparison.mismatch(offered, offset, current, common);
        int order =
                at < 0
                        ? Integer.compare(lengthBytes, currentBytes)
                        : Byte.compareUnsigned(
                                offered[offset + at], RawMemory.getByte(current + at));
        return (largest ? order > 0 : order < 0) ? REPLACE : KEEP;
    }

    @Override
    public int merge(long current, int currentBytes, long other, int otherBytes) {
        int order = RawComparison.compareUnsigned(other, otherBytes, current, currentBytes);
        return (largest ? order > 0 : order < 0) ? REPLACE : KEEP;
    }

    /** A quarter more than needed: the next one is often as long. */
    @Override
    public int capacityFor(int lengthBytes) {
        return Math.max(MIN_CAPACITY_BYTES, lengthBytes + lengthBytes / 4);
    }

    @Override
    public ValueFunction duplicate() {
        return new BytesExtreme(largest);
    }
}
