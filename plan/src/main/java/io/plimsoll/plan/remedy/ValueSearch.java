package io.plimsoll.plan.remedy;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Lever;
import io.plimsoll.plan.Lever.Direction;
import java.math.BigDecimal;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the value nearest to an option's present one at which a conflict no longer asks to move it
 * further that way.
 *
 * <p>A rule asks that something be at least or at most so much. So there is, from low to high, a
 * range of values that are too low, then perhaps some that are neither, then some that are too
 * high; and a refusal says which of them a value is. Bisection finds the first range's end to the
 * byte, however narrow the second may be.
 */
final class ValueSearch {

    /** What a configuration with a value comes to. */
    enum Verdict {
        /** It has a plan. */
        WORKS,
        /** The conflict asks to move it further. */
        PUSHES_ON,
        /** There is another conflict. */
        OTHER
    }

    private static final long MEBIBYTE = 1 << 20;

    /** A process of more is no remedy: one pebibyte. */
    private static final long MAX_BYTES = 1L << 50;

    /** Of threads, classes, slots nobody has as many. */
    private static final long MAX_COUNT = 1L << 20;

    private static final int THOUSAND = 1000;

    private final Function<String, Verdict> verdictOf;

    ValueSearch(Function<String, Verdict> verdictOf) {
        this.verdictOf = verdictOf;
    }

    /** The nearest value for a lever; null if there is none. */
    @Nullable String nearest(Lever lever) {
        if (lever.direction() == Direction.REPLACE) {
            return null;
        }
        return switch (lever.kind()) {
            case SIZE -> nearestSize(lever);
            case FRACTION -> nearestFraction(lever);
            case COUNT -> nearestCount(lever);
            case OTHER -> null;
        };
    }

    private @Nullable String nearestSize(Lever lever) {
        boolean up = lever.direction() == Direction.RAISE;
        long now = Change.bytesOr(lever.now(), up ? -1 : MAX_BYTES);
        long bytes = end(now, up ? Math.max(now, MAX_BYTES) : 0, ValueSearch::text);
        if (bytes < 0) {
            return null;
        }
        long round = (up ? Math.ceilDiv(bytes, MEBIBYTE) : bytes / MEBIBYTE) * MEBIBYTE;
        Verdict exact = verdictOf.apply(text(bytes));
        boolean roundWillDo = verdictOf.apply(text(round)) == exact;
        return text(roundWillDo ? round : bytes);
    }

    private static String text(long bytes) {
        return new ByteSize(bytes).exact();
    }

    private @Nullable String nearestCount(Lever lever) {
        boolean up = lever.direction() == Direction.RAISE;
        long now = countOr(lever.now(), up ? -1 : MAX_COUNT);
        long count = end(now, up ? Math.max(now, MAX_COUNT) : 0, Long::toString);
        return count < 0 ? null : Long.toString(count);
    }

    private static long countOr(@Nullable String text, long otherwise) {
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException unreadable) {
            return otherwise;
        }
    }

    /** The value nearest to a bad one, towards another, that is not pushed on; -1 if none is. */
    private long end(long bad, long limit, LongFunction<String> written) {
        if (bad == limit || pushesOn(written.apply(limit))) {
            return -1;
        }
        long outside = bad;
        long inside = limit;
        while (Math.abs(inside - outside) > 1) {
            long middle = outside + (inside - outside) / 2;
            if (pushesOn(written.apply(middle))) {
                outside = middle;
            } else {
                inside = middle;
            }
        }
        return inside;
    }

    private @Nullable String nearestFraction(Lever lever) {
        boolean up = lever.direction() == Direction.RAISE;
        double now = fractionOr(lever.now(), up ? 0 : 1);
        int outside = (int) (up ? Math.floor(now * THOUSAND) : Math.ceil(now * THOUSAND));
        outside = Math.clamp(outside, -1, THOUSAND);
        int inside = up ? THOUSAND - 1 : 0;
        if ((up ? outside >= inside : outside <= inside) || pushesOn(fraction(inside))) {
            return null;
        }
        while (Math.abs(inside - outside) > 1) {
            int middle = (inside + outside) / 2;
            if (pushesOn(fraction(middle))) {
                outside = middle;
            } else {
                inside = middle;
            }
        }
        return fraction(inside);
    }

    private static double fractionOr(@Nullable String text, double otherwise) {
        try {
            return text == null ? otherwise : Double.parseDouble(text);
        } catch (NumberFormatException unreadable) {
            return otherwise;
        }
    }

    private static String fraction(int thousandths) {
        BigDecimal decimal = BigDecimal.valueOf(thousandths, 3).stripTrailingZeros();
        return decimal.signum() == 0 ? "0.0" : decimal.toPlainString();
    }

    private boolean pushesOn(String value) {
        return verdictOf.apply(value) == Verdict.PUSHES_ON;
    }
}
