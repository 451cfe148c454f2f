package io.plimsoll.operators.aggregate.decimal;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.aggregate.function.StateFunction;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The exact sum of decimals, in 128 bits: 38 digits.
 *
 * <pre>
 *   0               8               16  17
 *   +---------------+---------------+---+
 *   |      low      |     high      |scl|    scl: digits behind the point; -1: no value yet
 *   +---------------+---------------+---+
 * </pre>
 *
 * <p>The sum has the scale of the value with most digits behind the point. Any thread.
 */
public final class DecimalSum extends StateFunction {

    static final int BYTES = 17;

    private static final int HIGH = 8;
    private static final int SCALE = 16;
    private static final byte NONE = -1;

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
     * @param unscaled its digits
     * @param scale how many of them stand behind the point: 0 to 18
     * @throws ArithmeticException when the sum needs more than 128 bits
     */
    public void add(long state, long unscaled, int scale) {
        addTo(state, unscaled, unscaled >> 63, scale);
    }

    @Override
    public void merge(long into, long from) {
        mergeInto(into, from);
    }

    /** Whether there is a value. */
    public boolean isPresent(long state) {
        return RawMemory.getByte(state + SCALE) != NONE;
    }

    /** The sum; zero when there is no value. */
    public BigDecimal get(long state) {
        return sum(state);
    }

    static void clear(long state) {
        RawMemory.putLong(state, 0);
        RawMemory.putLong(state + HIGH, 0);
        RawMemory.putByte(state + SCALE, NONE);
    }

    static void mergeInto(long into, long from) {
        int scale = RawMemory.getByte(from + SCALE);
        if (scale != NONE) {
            addTo(into, RawMemory.getLong(from), RawMemory.getLong(from + HIGH), scale);
        }
    }

    static BigDecimal sum(long state) {
        int scale = Math.max(0, RawMemory.getByte(state + SCALE));
        BigInteger digits =
                BigInteger.valueOf(RawMemory.getLong(state + HIGH))
                        .shiftLeft(Long.SIZE)
                        .add(new BigInteger(Long.toUnsignedString(RawMemory.getLong(state))));
        return new BigDecimal(digits, scale);
    }

    static void addTo(long state, long low, long high, int scale) {
        int before = RawMemory.getByte(state + SCALE);
        if (before == scale) {
            addDigits(state, low, high);
        } else if (before < scale) {
            if (before != NONE) {
                long power = Powers.ofTen(scale - before);
                setTimes(state, RawMemory.getLong(state), RawMemory.getLong(state + HIGH), power);
            }
            RawMemory.putByte(state + SCALE, (byte) scale);
            addDigits(state, low, high);
        } else {
            long power = Powers.ofTen(before - scale);
            long sumLow = RawMemory.getLong(state);
            long sumHigh = RawMemory.getLong(state + HIGH);
            setTimes(state, low, high, power);
            addDigits(state, sumLow, sumHigh);
        }
    }

    private static void addDigits(long state, long low, long high) {
        long sumLow = RawMemory.getLong(state) + low;
        long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
        long before = RawMemory.getLong(state + HIGH);
        long sumHigh = before + high + carry;
        if (((before ^ sumHigh) & (high ^ sumHigh)) < 0) {
            throw overflow();
        }
        RawMemory.putLong(state, sumLow);
        RawMemory.putLong(state + HIGH, sumHigh);
    }

    /** Sets the digits to a product; the scale stays. */
    private static void setTimes(long state, long low, long high, long power) {
        long carried = Math.unsignedMultiplyHigh(low, power);
        long product = high * power;
        long sum = product + carried;
        boolean fits = Math.multiplyHigh(high, power) == product >> 63;
        // what is carried is never negative: the sum may only have gone beyond the largest number
        if (!fits || (product >= 0 && sum < 0)) {
            throw overflow();
        }
        RawMemory.putLong(state, low * power);
        RawMemory.putLong(state + HIGH, sum);
    }

    private static ArithmeticException overflow() {
        return new ArithmeticException("sum of decimals leaves 128 bits (expected to fit)");
    }
}
