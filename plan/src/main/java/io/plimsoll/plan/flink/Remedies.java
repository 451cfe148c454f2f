package io.plimsoll.plan.flink;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * Finds the nearest configurations that have a plan: for each option at odds the value closest to
 * what it says, and which of them could go.
 *
 * <p>For one option the values that work form one range: each rule asks that something be at least
 * or at most so much. A value in it is looked for in steps that double, away from the present one;
 * bisection then finds the end of the range that is nearer.
 */
final class Remedies {

    /** Nobody writes sizes to the byte: what is proposed is whole mebibytes. */
    private static final long STEP_BYTES = 1 << 20;

    /** A process of more is no remedy. */
    private static final long MAX_STEPS = 1L << 24;

    private static final String SIZE_SUFFIX = "size";

    private final Predicate<Map<String, String>> hasPlan;
    private final Map<String, String> configuration;

    Remedies(Predicate<Map<String, String>> hasPlan, Map<String, String> configuration) {
        this.hasPlan = hasPlan;
        this.configuration = configuration;
    }

    /** The remedies for a conflict, the smallest change first. */
    List<Remedy> find(Conflict conflict) {
        List<Remedy> remedies = new ArrayList<>();
        for (String key : conflict.options()) {
            if (isSize(key)) {
                addValues(key, remedies);
            }
            if (configuration.containsKey(key) && hasPlan.test(without(key))) {
                remedies.add(new Remedy(key, configuration.get(key), null));
            }
        }
        remedies.sort(Comparator.comparing(Remedy::distance));
        return List.copyOf(remedies);
    }

    private static boolean isSize(String key) {
        return key.endsWith(SIZE_SUFFIX) || key.endsWith(".min") || key.endsWith(".max");
    }

    private void addValues(String key, List<Remedy> remedies) {
        String now = configuration.get(key);
        long nowBytes = bytes(now);
        LongPredicate works = steps -> hasPlan.test(with(key, text(steps)));
        long up = nearest(Math.ceilDiv(nowBytes, STEP_BYTES), 1, works);
        long down = nearest(nowBytes / STEP_BYTES, -1, works);
        for (long steps : new long[] {up, down}) {
            if (steps >= 0) {
                remedies.add(new Remedy(key, now, text(steps)));
            }
        }
    }

    private static long bytes(@org.jspecify.annotations.Nullable String text) {
        try {
            return text == null ? 0 : ByteSize.parse(text).bytes();
        } catch (IllegalArgumentException unreadable) {
            return 0;
        }
    }

    private static String text(long steps) {
        return new ByteSize(steps * STEP_BYTES).exact();
    }

    /** The value that works nearest to one that does not, in one direction; -1 if there is none. */
    private static long nearest(long from, int direction, LongPredicate works) {
        long bad = from;
        for (long distance = 1; distance <= MAX_STEPS; distance *= 2) {
            long candidate = from + direction * distance;
            if (candidate < 0) {
                return works.test(0) ? bisect(0, bad, works) : -1;
            }
            if (works.test(candidate)) {
                return bisect(candidate, bad, works);
            }
            bad = candidate;
        }
        return -1;
    }

    private static long bisect(long good, long bad, LongPredicate works) {
        long inside = good;
        long outside = bad;
        while (Math.abs(inside - outside) > 1) {
            long middle = (inside + outside) / 2;
            if (works.test(middle)) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside;
    }

    private Map<String, String> with(String key, String value) {
        Map<String, String> changed = new HashMap<>(configuration);
        changed.put(key, value);
        return changed;
    }

    private Map<String, String> without(String key) {
        Map<String, String> changed = new HashMap<>(configuration);
        changed.remove(key);
        return changed;
    }
}
