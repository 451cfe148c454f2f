package io.plimsoll.plan.flink.option;

import java.util.List;

/**
 * A version of Flink, as far as its memory model goes.
 *
 * @param major the number before the point
 * @param minor the number after it
 */
public record FlinkVersion(int major, int minor) implements Comparable<FlinkVersion> {

    /** The oldest version that is known here. */
    public static final FlinkVersion OLDEST = new FlinkVersion(1, 14);

    /** The newest version that is known here. */
    public static final FlinkVersion NEWEST = new FlinkVersion(2, 3);

    private static final int LAST_MINOR_OF_1 = 20;

    /**
     * Checks that the version is known.
     *
     * @throws IllegalArgumentException if it is not
     */
    public FlinkVersion {
        boolean known =
                (major == 1 && minor >= 14 && minor <= LAST_MINOR_OF_1)
                        || (major == 2 && minor >= 0 && minor <= 3);
        if (!known) {
            throw new IllegalArgumentException(
                    "flinkVersion=%d.%d (expected 1.14 to 1.20, or 2.0 to 2.3)"
                            .formatted(major, minor));
        }
    }

    /**
     * Reads a version such as {@code 1.20} or {@code 2.3.0}.
     *
     * @throws IllegalArgumentException if it is none, or unknown
     */
    public static FlinkVersion parse(String text) {
        List<String> numbers = List.of(text.trim().split("\\.", -1));
        try {
            if (numbers.size() >= 2) {
                return new FlinkVersion(
                        Integer.parseInt(numbers.get(0)), Integer.parseInt(numbers.get(1)));
            }
        } catch (NumberFormatException notNumbers) {
            // said below
        }
        throw new IllegalArgumentException(
                "flinkVersion='%s' (expected 1.14 to 1.20, or 2.0 to 2.3)".formatted(text));
    }

    /** Whether this version is the one given or a later one. */
    public boolean isAtLeast(int otherMajor, int otherMinor) {
        return major != otherMajor ? major > otherMajor : minor >= otherMinor;
    }

    @Override
    public int compareTo(FlinkVersion other) {
        return major != other.major
                ? Integer.compare(major, other.major)
                : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
