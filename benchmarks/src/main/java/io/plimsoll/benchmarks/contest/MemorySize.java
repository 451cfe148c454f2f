package io.plimsoll.benchmarks.contest;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory.
 *
 * @param bytes how much: at least 1
 */
public record MemorySize(long bytes) {

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})([kmg])");
    private static final String UNITS = "kmg";
    private static final int UNIT_SHIFT = 10;
    private static final long MEBIBYTE = 1L << 20;

    /** Refuses what is no memory. */
    public MemorySize {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes=" + bytes + " (expected at least 1)");
        }
    }

    /**
     * Reads {@code 128m} or {@code 1g}; units are binary.
     *
     * @throws IllegalArgumentException when it is no size
     */
    public static MemorySize parse(String text) {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a size (expected e.g. 128m, 1g)");
        }
        int shift = UNIT_SHIFT * (UNITS.indexOf(matcher.group(2)) + 1);
        return new MemorySize(Long.parseLong(matcher.group(1)) << shift);
    }

    /** A part of it, in whole mebibytes: at least one. */
    public MemorySize sixteenths(int count) {
        return new MemorySize(Math.max(MEBIBYTE, bytes * count / 16 / MEBIBYTE * MEBIBYTE));
    }

    /** As a number and the first unit of {@code kmg} that keeps it whole, largest first. */
    @Override
    public String toString() {
        for (int unit = UNITS.length(); unit > 0; unit--) {
            int shift = unit * UNIT_SHIFT;
            if (bytes >> shift << shift == bytes) {
                return (bytes >> shift) + UNITS.substring(unit - 1, unit);
            }
        }
        return bytes + "b";
    }
}
