package io.plimsoll.operators.aggregate.function;

import io.plimsoll.memory.access.RawMemory;

/**
 * The smallest or the largest of doubles in the order of {@link Double#compare}: NaN is the
 * largest, and -0.0 less than 0.0.
 *
 * <p>Any thread.
 */
public final class DoubleExtreme extends StateFunction {

    private static final int PRESENT = Double.BYTES;

    private final boolean largest;

    private DoubleExtreme(boolean largest) {
        this.largest = largest;
    }

    /** The smallest. */
    public static DoubleExtreme min() {
        return new DoubleExtreme(false);
    }

    /** The largest. */
    public static DoubleExtreme max() {
        return new DoubleExtreme(true);
    }

    @Override
    public int stateBytes() {
        return Double.BYTES + 1;
    }

    @Override
    public void initialize(long state) {
        RawMemory.putLong(state, 0);
        RawMemory.putByte(state + PRESENT, (byte) 0);
    }

    /** Adds a value. */
    public void add(long state, double value) {
        if (!isPresent(state) || (Double.compare(value, get(state)) > 0) == largest) {
            RawMemory.putLong(state, Double.doubleToRawLongBits(value));
            RawMemory.putByte(state + PRESENT, (byte) 1);
        }
    }

    @Override
    public void merge(long into, long from) {
        if (isPresent(from)) {
            add(into, get(from));
        }
    }

    /** Whether there is a value. */
    public boolean isPresent(long state) {
        return RawMemory.getByte(state + PRESENT) != 0;
    }

    /** The value; without meaning when there is none. */
    public double get(long state) {
        return Double.longBitsToDouble(RawMemory.getLong(state));
    }
}
