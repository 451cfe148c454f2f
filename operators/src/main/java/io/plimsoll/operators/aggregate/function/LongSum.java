package io.plimsoll.operators.aggregate.function;

import io.plimsoll.memory.access.RawMemory;
import java.math.BigInteger;

/**
 * The exact sum of longs, in 96 bits.
 *
 * <pre>
 *   0               8       12
 *   +---------------+-------+
 *   |      low      | high  |    high = Integer.MIN_VALUE: no value yet
 *   +---------------+-------+
 * </pre>
 *
 * <p>It takes two thousand million values of the largest kind to leave these bits; a sum that does
 * is refused.
 *
 * <p>Any thread.
 */
public final class LongSum extends StateFunction {

    static final int BYTES = 12;

    private static final int HIGH = 8;
    private static final int NONE = Integer.MIN_VALUE;

    @Override
    public int stateBytes() {
        return BYTES;
    }

    @Override
    public void initialize(long state) {
        clear(state);
    }

    /**
     * Adds a value.
     *
     * @throws ArithmeticException when the sum needs more than 96 bits
     */
    public void add(long state, long value) {
        addTo(state, value, (int) (value >> 63));
    }

    @Override
    public void merge(long into, long from) {
        mergeInto(into, from);
    }

    /** Whether there is a value. */
    public boolean isPresent(long state) {
        return RawMemory.getInt(state + HIGH) != NONE;
    }

    /** Whether the sum is a long: {@link #get} gives it. */
    public boolean isLong(long state) {
        return RawMemory.getInt(state + HIGH) == (int) (RawMemory.getLong(state) >> 63);
    }

    /**
     * The sum; zero when there is no value.
     *
     * @throws ArithmeticException when it is no long
     */
    public long get(long state) {
        if (!isPresent(state)) {
            return 0;
        }
        if (!isLong(state)) {
            throw new ArithmeticException("sum=" + toBigInteger(state) + " (expected a long)");
        }
        return RawMemory.getLong(state);
    }

    /** The sum, however large; zero when there is no value. */
    public BigInteger toBigInteger(long state) {
        return sum(state);
    }

    /** The sum as the nearest double; zero when there is no value. */
    public double toDouble(long state) {
        return isLong(state) ? RawMemory.getLong(state) : sum(state).doubleValue();
    }

    static void clear(long state) {
        RawMemory.putLong(state, 0);
        RawMemory.putInt(state + HIGH, NONE);
    }

    static void addTo(long state, long low, int high) {
        int before = RawMemory.getInt(state + HIGH);
        if (before == NONE) {
            RawMemory.putLong(state, low);
            RawMemory.putInt(state + HIGH, high);
            return;
        }
        long sum = RawMemory.getLong(state) + low;
        RawMemory.putLong(state, sum);
        int carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        if ((high | carry) != 0) {
            long next = (long) before + high + carry;
            if (next <= NONE || next > Integer.MAX_VALUE) {
                throw new ArithmeticException("sum of longs leaves 96 bits (expected to fit)");
            }
            RawMemory.putInt(state + HIGH, (int) next);
        }
    }

    static void mergeInto(long into, long from) {
        int high = RawMemory.getInt(from + HIGH);
        if (high != NONE) {
            addTo(into, RawMemory.getLong(from), high);
        }
    }

    static BigInteger sum(long state) {
        int high = RawMemory.getInt(state + HIGH);
        if (high == NONE) {
            return BigInteger.ZERO;
        }
        long low = RawMemory.getLong(state);
        return BigInteger.valueOf(high)
                .shiftLeft(Long.SIZE)
                .add(new BigInteger(Long.toUnsignedString(low)));
    }
}
