package io.plimsoll.doctor.lint.container;

import io.plimsoll.doctor.lint.finding.Place;
import io.plimsoll.plan.ByteSize;
import java.util.regex.Pattern;

/**
 * An argument that bounds a part of a JVM.
 *
 * @param name such as {@code -Xmx} or {@code -XX:MaxDirectMemorySize=}
 * @param value what it says
 * @param place where it is
 * @param exact whether the place is the argument's own
 */
record JvmArgument(String name, String value, Place place, boolean exact) {

    /** Arguments up to their values, wherever they stand in a text. */
    static final Pattern FORM =
            Pattern.compile(
                    "(?<![\\w-])(-Xm[xs]|-Xss|-XX:(?:MaxHeapSize|MaxDirectMemorySize|MaxMetaspaceSize"
                            + "|ReservedCodeCacheSize|MaxRAMPercentage)=)([^\\s\"',;\\]]*)");

    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([kKmMgGtT]?)");
    private static final Pattern PERCENTAGE = Pattern.compile("\\d{1,3}(?:\\.\\d{1,9})?");
    private static final String PERCENT_NAME = "-XX:MaxRAMPercentage=";

    boolean isHeap() {
        return name.equals("-Xmx") || name.contains("MaxHeapSize");
    }

    boolean isPercentage() {
        return name.equals(PERCENT_NAME);
    }

    /** Its bytes; a negative number if a JVM can't read it. */
    long bytes() {
        if (!SIZE.matcher(value).matches()) {
            return -1;
        }
        try {
            return ByteSize.parse(value).bytes();
        } catch (IllegalArgumentException tooLarge) {
            return -1;
        }
    }

    /** Its percentage; a negative number if a JVM can't read it. */
    double percentage() {
        double percentage = PERCENTAGE.matcher(value).matches() ? Double.parseDouble(value) : -1;
        return percentage <= 100 ? percentage : -1;
    }

    boolean isReadable() {
        return isPercentage() ? percentage() >= 0 : bytes() >= 0;
    }

    @Override
    public String toString() {
        return name + value;
    }
}
