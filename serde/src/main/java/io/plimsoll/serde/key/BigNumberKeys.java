package io.plimsoll.serde.key;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Keys of integers and decimal numbers without limit, exact. */
final class BigNumberKeys {

    /*
     * Integers: the length first, because of two numbers of one sign the one with more bytes is farther
     * from zero, then the bytes in two's complement.
     *
     *   0 or more   head = 0x80 + length,              then the bytes        length 1..119
     *               head = 0xF8 + k, k bytes of length, then the bytes       length 120.., k = 0..3 for 1..4
     *   negative    the same with head and length inverted, then the bytes
     *
     * Decimals: value = 0.d1d2d3... * 10^exponent with d1 > 0. The exponent decides, then the digits; two
     * of them go into a byte (1..100), 0 ends them. Trailing zeros are left out, so that equal values give
     * equal keys.
     *
     *   sign byte   0 negative, 1 zero, 2 positive
     *   exponent    as an integer above
     *   digits      (10*d1 + d2 + 1), (10*d3 + d4 + 1), ..., 0
     *
     * Exponent and digits of a negative number are inverted.
     */

    private static final int HEAD_OF_LENGTH_ZERO = 0x80;
    private static final int HEAD_OF_LONG = 0xF8;
    private static final int MAX_SHORT_LENGTH = HEAD_OF_LONG - HEAD_OF_LENGTH_ZERO - 1;

    private static final int NEGATIVE = 0;
    private static final int ZERO = 1;
    private static final int POSITIVE = 2;
    private static final int END_OF_DIGITS = 0;

    /** The digits that every long can hold. */
    private static final int MAX_LONG_DIGITS = 18;

    private BigNumberKeys() {}

    static void putBigInteger(KeySink sink, BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            putInteger(sink, value.longValue());
        } else {
            byte[] bytes = value.toByteArray();
            putLength(sink, bytes.length, value.signum() < 0);
            sink.putBytes(bytes, 0, bytes.length);
        }
    }

    private static void putInteger(KeySink sink, long value) {
        int bitLength = Long.SIZE - Long.numberOfLeadingZeros(value ^ (value >> 63));
        int length = bitLength / 8 + 1;
        putLength(sink, length, value < 0);
        sink.putLowBytes(value, length);
    }

    private static void putLength(KeySink sink, int length, boolean negative) {
        int from = sink.length();
        if (length <= MAX_SHORT_LENGTH) {
            sink.putByte(HEAD_OF_LENGTH_ZERO + length);
        } else {
            int lengthBytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            sink.putByte(HEAD_OF_LONG + lengthBytes - 1);
            sink.putLowBytes(length, lengthBytes);
        }
        if (negative) {
            sink.invert(from);
        }
    }

    static void putBigDecimal(KeySink sink, BigDecimal value) {
        int sign = value.signum();
        if (sign == 0) {
            sink.putByte(ZERO);
            return;
        }
        sink.putByte(sign < 0 ? NEGATIVE : POSITIVE);
        int from = sink.length();
        putInteger(sink, (long) value.precision() - value.scale());
        if (value.precision() <= MAX_LONG_DIGITS) {
            putDigits(sink, Math.abs(value.unscaledValue().longValue()), value.precision());
        } else {
            putDigits(sink, value.unscaledValue().abs().toString());
        }
        sink.putByte(END_OF_DIGITS);
        if (sign < 0) {
            sink.invert(from);
        }
    }

    private static void putDigits(KeySink sink, long digits, int count) {
        long power = 1;
        for (int i = 1; i < count; i++) {
            power *= 10;
        }
        long rest = digits;
        while (rest != 0) {
            int high = (int) (rest / power);
            rest %= power;
            power /= 10;
            int low = power == 0 ? 0 : (int) (rest / power);
            if (power != 0) {
                rest %= power;
                power /= 10;
            }
            sink.putByte(10 * high + low + 1);
        }
    }

    private static void putDigits(KeySink sink, String digits) {
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        for (int i = 0; i < end; i += 2) {
            int high = digits.charAt(i) - '0';
            int low = i + 1 < end ? digits.charAt(i + 1) - '0' : 0;
            sink.putByte(10 * high + low + 1);
        }
    }
}
