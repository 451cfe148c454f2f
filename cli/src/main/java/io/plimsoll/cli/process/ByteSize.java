package io.plimsoll.cli.process;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 64m}, {@code 1g}, {@code 1GiB}; units are binary. */
public final class ByteSize {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})([kmgt]?)(?:i?b)?");
    private static final String UNITS = "kmgt";
    private static final int UNIT_SHIFT = 10;
    private static final String[] SHOWN_UNITS = {"B", "KB", "MB", "GB", "TB"};

    private ByteSize() {}

    /**
     * Reads a size.
     *
     * @return bytes
     * @throws IllegalArgumentException when it isn't one
     */
    public static long parse(String text) {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            int shift = UNIT_SHIFT * (UNITS.indexOf(matcher.group(2)) + 1);
            long number = Long.parseLong(matcher.group(1));
            if (matcher.group(2).isEmpty()) {
                return number;
            }
            if (number <= Long.MAX_VALUE >> shift) {
                return number << shift;
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not a size (expected e.g. 64m, 1g, 1GiB)");
    }

    /** A size in mebibytes, as {@code --memory} takes it: rounded up. */
    public static String mebibytes(long bytes) {
        return ((bytes + (1 << 20) - 1) >> 20) + "m";
    }

    /** A size for people: three digits or so, and a decimal unit. */
    public static String shown(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < SHOWN_UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        String number =
                unit == 0 || value >= 100
                        ? String.valueOf(Math.round(value))
                        : String.format(Locale.ROOT, "%.1f", value);
        return number + " " + SHOWN_UNITS[unit];
    }
}
