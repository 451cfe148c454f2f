package io.plimsoll.operators.aggregate.function;

import io.plimsoll.memory.access.RawMemory;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The average of longs: of their exact sum, rounded once.
 *
 * <p>Any thread.
 */
public final class LongAverage extends StateFunction {

    private static final int COUNT = LongSum.BYTES;

    @Override
    public int stateBytes() {
        return LongSum.BYTES + Long.BYTES;
    }

    @Override
    public void initialize(long state) {
        LongSum.clear(state);
        RawMemory.putLong(state + COUNT, 0);
    }

    /** Adds a value. */
    public void add(long state, long value) {
        LongSum.addTo(state, value, (int) (value >> 63));
        RawMemory.putLong(state + COUNT, RawMemory.getLong(state + COUNT) + 1);
    }

    @Override
    public void merge(long into, long from) {
        LongSum.mergeInto(into, from);
        RawMemory.putLong(
                into + COUNT, RawMemory.getLong(into + COUNT) + RawMemory.getLong(from + COUNT));
    }

    /** Whether there is a value. */
    public boolean isPresent(long state) {
        return RawMemory.getLong(state + COUNT) != 0;
    }

    /** The average; NaN when there is no value. */
    public double get(long state) {
        long count = RawMemory.getLong(state + COUNT);
        return count == 0
                ? Double.NaN
                : new BigDecimal(LongSum.sum(state))
                        .divide(BigDecimal.valueOf(count), MathContext.DECIMAL128)
                        .doubleValue();
    }
}
