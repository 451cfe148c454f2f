package io.plimsoll.operators.aggregate.function;

import io.plimsoll.memory.access.RawMemory;

/** The average of doubles: of their compensated sum. Any thread. */
public final class DoubleAverage extends StateFunction {

    private static final int COUNT = DoubleSum.SUM_BYTES;

    @Override
    public int stateBytes() {
        return DoubleSum.SUM_BYTES + Long.BYTES;
    }

    @Override
    public void initialize(long state) {
        DoubleSum.clear(state);
        RawMemory.putLong(state + COUNT, 0);
    }

    /** Adds a value. */
    public void add(long state, double value) {
        DoubleSum.addTo(state, value);
        RawMemory.putLong(state + COUNT, RawMemory.getLong(state + COUNT) + 1);
    }

    @Override
    public void merge(long into, long from) {
        long count = RawMemory.getLong(from + COUNT);
        if (count != 0) {
            DoubleSum.mergeInto(into, from);
            RawMemory.putLong(into + COUNT, RawMemory.getLong(into + COUNT) + count);
        }
    }

    /** Whether there is a value. */
    public boolean isPresent(long state) {
        return RawMemory.getLong(state + COUNT) != 0;
    }

    /** The average; NaN when there is no value. */
    public double get(long state) {
        return DoubleSum.sum(state) / RawMemory.getLong(state + COUNT);
    }
}
