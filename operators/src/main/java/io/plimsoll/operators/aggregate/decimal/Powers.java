package io.plimsoll.operators.aggregate.decimal;

/** Powers of ten that are longs. */
final class Powers {

    /** The largest exponent. */
    static final int MAX_EXPONENT = 18;

    private static final long[] POWERS = new long[MAX_EXPONENT + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private Powers() {}

    static long ofTen(int exponent) {
        return POWERS[exponent];
    }
}
