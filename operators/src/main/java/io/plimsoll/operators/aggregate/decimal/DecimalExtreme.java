package io.plimsoll.operators.aggregate.decimal;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.aggregate.function.StateFunction;
import java.math.BigDecimal;

/**
 * The smallest or the largest of decimals, by their value: 1.0 is 1.00.
 *
 * <pre>
 *   0               8   9
 *   +---------------+---+
 *   |    digits     |scl|    scl: digits behind the point; -1: no value yet
 *   +---------------+---+
 * </pre>
 *
 * <p>Any thread.
 */
public final class DecimalExtreme extends StateFunction {

    private static final int SCALE = Long.BYTES;
    private static final byte NONE = -1;

    private final boolean largest;

    private DecimalExtreme(boolean largest) {
        this.largest = largest;
    }

    /** The smallest. */
    public static DecimalExtreme min() {
        return new DecimalExtreme(false);
    }

    /** The largest. */
    public static DecimalExtreme max() {
        return new DecimalExtreme(true);
    }

    @Override
    public int stateBytes() {
        return Long.BYTES + 1;
    }

    @Override
    public void initialize(long state) {
        RawMemory.putLong(state, 0);
        RawMemory.putByte(state + SCALE, NONE);
    }

    /**
     * Adds a value.
     *
     * @param unscaled its digits
     * @param scale how many of them stand behind the point: 0 to 18
     */
    public void add(long state, long unscaled, int scale) {
        int before = RawMemory.getByte(state + SCALE);
        int order = before == NONE ? 0 : compare(unscaled, scale, RawMemory.getLong(state), before);
        if (before == NONE || (largest ? order > 0 : order < 0)) {
            RawMemory.putLong(state, unscaled);
            RawMemory.putByte(state + SCALE, (byte) scale);
        }
    }

    @Override
    public void merge(long into, long from) {
        if (isPresent(from)) {
            add(into, RawMemory.getLong(from), RawMemory.getByte(from + SCALE));
        }
    }

    /** Whether there is a value. */
    public boolean isPresent(long state) {
        return RawMemory.getByte(state + SCALE) != NONE;
    }

    /** The value; zero when there is none. */
    public BigDecimal get(long state) {
        int scale = Math.max(0, RawMemory.getByte(state + SCALE));
        return BigDecimal.valueOf(RawMemory.getLong(state), scale);
    }

    private static int compare(long left, int leftScale, long right, int rightScale) {
        if (leftScale == rightScale) {
            return Long.compare(left, right);
        }
        return leftScale < rightScale
                ? compareTimes(left, Powers.ofTen(rightScale - leftScale), right)
                : -compareTimes(right, Powers.ofTen(leftScale - rightScale), left);
    }

    /** Compares a product of 128 bits with a number of 64. */
    private static int compareTimes(long left, long power, long right) {
        long high = Math.multiplyHigh(left, power);
        long low = left * power;
        if (high != right >> 63) {
            return Long.compare(high, right >> 63);
        }
        return Long.compareUnsigned(low, right);
    }
}
