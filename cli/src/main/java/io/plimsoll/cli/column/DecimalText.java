package io.plimsoll.cli.column;

import io.plimsoll.memory.access.RawMemory;

/**
 * Reads a decimal number as it is written, exactly: {@code 12}, {@code -0.50}, {@code 1.5e3}.
 *
 * <p>Its digits together must be a number of 64 bits, and at most {@link #MAX_SCALE} of them may
 * stand behind the point. Not thread-safe: a reader holds the number that it read last.
 */
public final class DecimalText {

    /** The most digits behind the point. */
    public static final int MAX_SCALE = 18;

    /** Larger exponents fit no number of 64 bits; the digits of one must not overflow it. */
    private static final int MAX_EXPONENT = 1000;

    /** So many digits fit in 64 bits, whatever they are. */
    private static final int SAFE_DIGITS = 18;

    private long unscaled;
    private int scale;
    private long at;
    private long end;

    /** The digits, without the point. */
    public long unscaled() {
        return unscaled;
    }

    /** How many digits stand behind the point: 0 to {@link #MAX_SCALE}. */
    public int scale() {
        return scale;
    }

    /**
     * Reads a number; blanks around it don't matter.
     *
     * @return whether it is one
     */
    public boolean tryRead(long address, int lengthBytes) {
        at = Blanks.skip(address, address + lengthBytes);
        end = Blanks.skipBack(at, address + lengthBytes);
        boolean negative = at < end && RawMemory.getByte(at) == '-';
        if (negative || (at < end && RawMemory.getByte(at) == '+')) {
            at++;
        }
        unscaled = 0;
        scale = 0;
        int whole = readDigits(negative, 0);
        int fraction = 0;
        if (at < end && RawMemory.getByte(at) == '.') {
            at++;
            fraction = whole < 0 ? -1 : readDigits(negative, whole);
        }
        if (whole < 0 || fraction < 0 || whole + fraction == 0) {
            return false;
        }
        scale = fraction;
        return tryReadExponent() && at == end && tryNormalize();
    }

    /**
     * Reads digits into the number, which is built on its own side of zero.
     *
     * @param before how many were read before
     * @return how many there are; -1 when they are too many
     */
    private int readDigits(boolean negative, int before) {
        int count = 0;
        for (; at < end; at++, count++) {
            int digit = RawMemory.getByte(at) - '0';
            if (digit < 0 || digit > 9) {
                return count;
            }
            if (before + count < SAFE_DIGITS) {
                unscaled = unscaled * 10 + (negative ? -digit : digit);
                continue;
            }
            long product = unscaled * 10;
            long sum = negative ? product - digit : product + digit;
            boolean overflows =
                    Math.multiplyHigh(unscaled, 10) != product >> 63
                            || (negative ? sum > product : sum < product);
            if (overflows) {
                return -1;
            }
            unscaled = sum;
        }
        return count;
    }

    private boolean tryReadExponent() {
        if (at == end || (RawMemory.getByte(at) | 0x20) != 'e') {
            return true;
        }
        at++;
        boolean negative = at < end && RawMemory.getByte(at) == '-';
        if (negative || (at < end && RawMemory.getByte(at) == '+')) {
            at++;
        }
        int exponent = 0;
        long first = at;
        for (; at < end; at++) {
            int digit = RawMemory.getByte(at) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            exponent = Math.min(MAX_EXPONENT, exponent * 10 + digit);
        }
        scale += negative ? exponent : -exponent;
        return at > first;
    }

    /** Brings the scale into its range, if the number stays what it is. */
    private boolean tryNormalize() {
        if (unscaled == 0) {
            scale = Math.clamp(scale, 0, MAX_SCALE);
        }
        while (scale > MAX_SCALE && unscaled % 10 == 0) {
            unscaled /= 10;
            scale--;
        }
        while (scale < 0) {
            long product = unscaled * 10;
            if (Math.multiplyHigh(unscaled, 10) != product >> 63) {
                return false;
            }
            unscaled = product;
            scale++;
        }
        return scale <= MAX_SCALE;
    }
}
