package io.plimsoll.memory.leak;

import java.util.StringJoiner;

/**
 * How many leases are how old.
 *
 * @param underSecond younger than a second
 * @param underTenSeconds younger than ten seconds, and not counted before
 * @param underMinute younger than a minute, and not counted before
 * @param underTenMinutes younger than ten minutes, and not counted before
 * @param underHour younger than an hour, and not counted before
 * @param older an hour old or older
 */
public record AgeHistogram(
        long underSecond,
        long underTenSeconds,
        long underMinute,
        long underTenMinutes,
        long underHour,
        long older) {

    /** Of no lease. */
    public static final AgeHistogram EMPTY = new AgeHistogram(0, 0, 0, 0, 0, 0);

    /** Number of classes of age. */
    public static final int CLASSES = 6;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** Returns the class of an age, from 0. */
    public static int classOf(long ageNanos) {
        long seconds = ageNanos / SECOND_NANOS;
        if (seconds < 60) {
            return seconds < 1 ? 0 : seconds < 10 ? 1 : 2;
        }
        return seconds < 600 ? 3 : seconds < 3600 ? 4 : 5;
    }

    /** Returns the histogram of so many leases of each class. */
    public static AgeHistogram of(long... counts) {
        return new AgeHistogram(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
    }

    /** Returns the number of leases. */
    public long count() {
        return underSecond + underTenSeconds + underMinute + underTenMinutes + underHour + older;
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ");
        add(text, underSecond, "<1s");
        add(text, underTenSeconds, "<10s");
        add(text, underMinute, "<1m");
        add(text, underTenMinutes, "<10m");
        add(text, underHour, "<1h");
        add(text, older, ">=1h");
        return text.toString();
    }

    private static void add(StringJoiner text, long count, String what) {
        if (count > 0) {
            text.add(count + " " + what);
        }
    }
}
