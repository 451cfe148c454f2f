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

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** Returns the histogram of one lease. */
    public static AgeHistogram of(long ageNanos) {
        if (ageNanos < SECOND_NANOS) {
            return new AgeHistogram(1, 0, 0, 0, 0, 0);
        }
        if (ageNanos < 10 * SECOND_NANOS) {
            return new AgeHistogram(0, 1, 0, 0, 0, 0);
        }
        if (ageNanos < 60 * SECOND_NANOS) {
            return new AgeHistogram(0, 0, 1, 0, 0, 0);
        }
        if (ageNanos < 600 * SECOND_NANOS) {
            return new AgeHistogram(0, 0, 0, 1, 0, 0);
        }
        return ageNanos < 3600 * SECOND_NANOS
                ? new AgeHistogram(0, 0, 0, 0, 1, 0)
                : new AgeHistogram(0, 0, 0, 0, 0, 1);
    }

    /** Returns the histogram of the leases of both. */
    public AgeHistogram plus(AgeHistogram other) {
        return new AgeHistogram(
                underSecond + other.underSecond,
                underTenSeconds + other.underTenSeconds,
                underMinute + other.underMinute,
                underTenMinutes + other.underTenMinutes,
                underHour + other.underHour,
                older + other.older);
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
