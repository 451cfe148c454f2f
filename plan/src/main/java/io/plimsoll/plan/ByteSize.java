package io.plimsoll.plan;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * An amount of memory in bytes, written and calculated as Apache Flink does it.
 *
 * @param bytes 0 or more
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {

    /** Characters that are read at a glance. */
    private static final int SHORT = 6;

    /** No memory. */
    public static final ByteSize ZERO = new ByteSize(0);

    /** More than there is: stands for "no maximum". */
    public static final ByteSize MAX = new ByteSize(Long.MAX_VALUE);

    /**
     * Checks the amount.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes=" + bytes + " (expected 0 or more)");
        }
    }

    /** Returns a number of mebibytes. */
    public static ByteSize ofMebibytes(long mebibytes) {
        return new ByteSize(Math.multiplyExact(mebibytes, SizeUnit.MEBIBYTE.bytes()));
    }

    /**
     * Reads a whole number and a unit: {@code b}, {@code k}, {@code m}, {@code g}, {@code t}, their
     * long forms such as {@code mb} and {@code mebibytes}, or none for bytes. Case and blanks
     * around and between do not matter.
     *
     * @throws IllegalArgumentException if the text is anything else, or too much for a long
     */
    public static ByteSize parse(String text) {
        String trimmed = text.trim();
        int digits = 0;
        while (digits < trimmed.length() && isDigit(trimmed.charAt(digits))) {
            digits++;
        }
        String unitName = trimmed.substring(digits).trim().toLowerCase(Locale.ROOT);
        SizeUnit unit = SizeUnit.named(unitName);
        if (digits == 0 || unit == null) {
            throw new IllegalArgumentException(
                    "size='%s' (expected a whole number and one of the units %s, such as 1728m)"
                            .formatted(text, SizeUnit.NAMES));
        }
        try {
            long number = Long.parseLong(trimmed.substring(0, digits));
            return new ByteSize(Math.multiplyExact(number, unit.bytes()));
        } catch (NumberFormatException | ArithmeticException tooLarge) {
            throw new IllegalArgumentException(
                    "size='%s' (expected at most %d bytes)".formatted(text, Long.MAX_VALUE),
                    tooLarge);
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Returns the sum. */
    public ByteSize plus(ByteSize other) {
        return new ByteSize(Math.addExact(bytes, other.bytes));
    }

    /**
     * Returns the difference.
     *
     * @throws IllegalArgumentException if the other is larger
     */
    public ByteSize minus(ByteSize other) {
        return new ByteSize(bytes - other.bytes);
    }

    /**
     * Returns a part of this, or a multiple, rounded down. The factor counts as the decimal number
     * that {@link Double#toString} writes: a {@code float} that was widened brings its own digits.
     *
     * @throws ArithmeticException if the product is too much for a long
     */
    public ByteSize times(double factor) {
        BigDecimal product =
                BigDecimal.valueOf(bytes).multiply(new BigDecimal(Double.toString(factor)));
        if (product.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new ArithmeticException(
                    "%d bytes * %s (expected at most %d)".formatted(bytes, factor, Long.MAX_VALUE));
        }
        return new ByteSize(product.longValue());
    }

    /** Returns this amount, or the nearest within a range. */
    public ByteSize clamp(ByteSize min, ByteSize max) {
        return new ByteSize(Math.clamp(bytes, min.bytes, max.bytes));
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** Returns the amount in the largest unit that keeps it whole: {@code parse} reads it back. */
    public String exact() {
        SizeUnit unit = SizeUnit.largestIn(bytes);
        return bytes / unit.bytes() + unit.suffix();
    }

    /** Returns the amount for people: exactly where that is short, or else with a decimal. */
    public String shown() {
        if (equals(MAX)) {
            return "unlimited";
        }
        if (isShort()) {
            return exact();
        }
        SizeUnit unit = SizeUnit.fitting(bytes);
        return String.format(Locale.ROOT, "%.1f%s", bytes / (double) unit.bytes(), unit.suffix());
    }

    /** Returns the amount for people, and the bytes where it does not tell them. */
    @Override
    public String toString() {
        return equals(MAX) || isShort() ? shown() : "%s (%d b)".formatted(shown(), bytes);
    }

    /** Whether it is read at a glance: a few digits, and no smaller unit than one would expect. */
    private boolean isShort() {
        SizeUnit expected = SizeUnit.fitting(Math.min(bytes, SizeUnit.MEBIBYTE.bytes()));
        return exact().length() <= SHORT
                && SizeUnit.largestIn(bytes).bytes() >= (bytes == 0 ? 1 : expected.bytes());
    }
}
