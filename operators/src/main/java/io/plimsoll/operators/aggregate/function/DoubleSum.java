package io.plimsoll.operators.aggregate.function;

import io.plimsoll.memory.access.RawMemory;

/**
 * The sum of doubles, compensated (Neumaier, 1974): what each addition rounds off is summed beside
 * it, so that the error doesn't grow with the number of values.
 *
 * <pre>
 *   0               8               16  17
 *   +---------------+---------------+---+
 *   |      sum      | compensation  |any|
 *   +---------------+---------------+---+
 * </pre>
 *
 * <p>Any thread.
 */
public final class DoubleSum extends StateFunction {

    static final int SUM_BYTES = 16;

    private static final int COMPENSATION = 8;
    private static final int PRESENT = 16;

    @Override
    public int stateBytes() {
        return SUM_BYTES + 1;
    }

    @Override
    public void initialize(long state) {
        clear(state);
        RawMemory.putByte(state + PRESENT, (byte) 0);
    }

    /** Adds a value. */
    public void add(long state, double value) {
        addTo(state, value);
        RawMemory.putByte(state + PRESENT, (byte) 1);
    }

    @Override
    public void merge(long into, long from) {
        if (isPresent(from)) {
            mergeInto(into, from);
            RawMemory.putByte(into + PRESENT, (byte) 1);
        }
    }

    /** Whether there is a value. */
    public boolean isPresent(long state) {
        return RawMemory.getByte(state + PRESENT) != 0;
    }

    /** The sum; zero when there is no value. */
    public double get(long state) {
        return sum(state);
    }

    static void clear(long state) {
        RawMemory.putLong(state, 0);
        RawMemory.putLong(state + COMPENSATION, 0);
    }

    static void addTo(long state, double value) {
        double before = Double.longBitsToDouble(RawMemory.getLong(state));
        double sum = before + value;
        double lost =
                Math.abs(before) >= Math.abs(value) ? before - sum + value : value - sum + before;
        double compensation = Double.longBitsToDouble(RawMemory.getLong(state + COMPENSATION));
        RawMemory.putLong(state, Double.doubleToRawLongBits(sum));
        RawMemory.putLong(state + COMPENSATION, Double.doubleToRawLongBits(compensation + lost));
    }

    static void mergeInto(long into, long from) {
        addTo(into, Double.longBitsToDouble(RawMemory.getLong(from)));
        addTo(into, Double.longBitsToDouble(RawMemory.getLong(from + COMPENSATION)));
    }

    static double sum(long state) {
        double sum = Double.longBitsToDouble(RawMemory.getLong(state));
        // beyond the finite numbers nothing is rounded off: the compensation is without meaning
        return Double.isFinite(sum)
                ? sum + Double.longBitsToDouble(RawMemory.getLong(state + COMPENSATION))
                : sum;
    }
}
