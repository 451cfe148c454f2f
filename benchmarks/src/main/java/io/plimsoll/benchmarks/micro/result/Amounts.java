package io.plimsoll.benchmarks.micro.result;

import java.util.Locale;

/** Figures as tables show them: three digits say what a benchmark knows. */
final class Amounts {

    private Amounts() {}

    /** A figure with its unit, with as many decimals as its size deserves. */
    static String of(double value, String unit) {
        return digits(value) + " " + unit;
    }

    /** {@code 1.94x}, {@code 31x}. */
    static String times(double ratio) {
        return digits(ratio) + "x";
    }

    /** A number that somebody chose, as it was written. */
    static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static String digits(double value) {
        int decimals = value == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
