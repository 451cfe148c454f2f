package io.plimsoll.operators.aggregate.decimal;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.aggregate.function.StateFunction;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The average of decimals: of their exact sum, rounded once.
 *
 * <p>Any thread.
 */
public final class DecimalAverage extends StateFunction {

    private static final int COUNT = DecimalSum.BYTES;

    @Override
    public int stateBytes() {
        return DecimalSum.BYTES + Long.BYTES;
    }

    @Override
    public void initialize(long state) {
        DecimalSum.clear(state);
        RawMemory.putLong(state + COUNT, 0);
    }

    /**
     * Adds a value.
     *
     * @param unscaled its digits
     * @param scale how many of them stand behind the point: 0 to 18
     * @throws ArithmeticException when the sum needs more than 128 bits
     */
    public void add(long state, long unscaled, int scale) {
        DecimalSum.addTo(state, unscaled, unscaled >> 63, scale);
        RawMemory.putLong(state + COUNT, RawMemory.getLong(state + COUNT) + 1);
    }

    @Override
    public void merge(long into, long from) {
        DecimalSum.mergeInto(into, from);
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
                : DecimalSum.sum(state)
                        .divide(BigDecimal.valueOf(count), MathContext.DECIMAL128)
                        .doubleValue();
    }
}
