package io.plimsoll.plan.jvm;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.Lever;
import io.plimsoll.plan.Lever.Direction;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what is known of an application. */
final class JvmOptionReader {

    /** More threads or classes than any process can have. */
    private static final long MAX_COUNT = 100_000_000;

    private final Map<String, String> values;

    JvmOptionReader(Map<String, String> values) {
        this.values = values;
    }

    @Nullable String text(JvmOption option) {
        String value = values.get(option.key());
        return value == null ? option.defaultValue() : value;
    }

    boolean isSet(JvmOption option) {
        return values.containsKey(option.key());
    }

    ByteSize size(JvmOption option) throws Unreadable {
        try {
            return ByteSize.parse(String.valueOf(text(option)));
        } catch (IllegalArgumentException notASize) {
            throw new Unreadable(conflict(option, "expected a size such as 64m or 1g"));
        }
    }

    /** What an option says, which must be so much at least. */
    ByteSize size(JvmOption option, ByteSize min) throws Unreadable {
        ByteSize size = size(option);
        if (size.compareTo(min) < 0) {
            throw new Unreadable(
                    new Conflict(
                            Category.INCONSISTENT_RANGE,
                            "%s=%s (expected %s or more)".formatted(option.key(), size, min),
                            List.of(lever(option, Direction.RAISE))));
        }
        return size;
    }

    long count(JvmOption option, long min) throws Unreadable {
        try {
            long count = Long.parseLong(String.valueOf(text(option)));
            if (count >= min && count <= MAX_COUNT) {
                return count;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new Unreadable(
                conflict(
                        option, "expected a whole number from %d to %d".formatted(min, MAX_COUNT)));
    }

    /** The collector that is set; null if none is. */
    @Nullable Collector collector() throws Unreadable {
        String text = text(JvmOption.COLLECTOR);
        if (text == null) {
            return null;
        }
        for (Collector collector : Collector.values()) {
            if (collector.toString().equalsIgnoreCase(text)) {
                return collector;
            }
        }
        throw new Unreadable(
                conflict(
                        JvmOption.COLLECTOR,
                        "expected one of "
                                + Stream.of(Collector.values())
                                        .map(Collector::toString)
                                        .collect(Collectors.joining(", "))));
    }

    Lever lever(JvmOption option, Direction direction) {
        return new Lever(option.key(), option.kind(), direction, text(option));
    }

    /** "so many classes", and whether that is a default. */
    String origin(JvmOption option) {
        return "%s=%s%s".formatted(option.key(), text(option), isSet(option) ? "" : " by default");
    }

    private Conflict conflict(JvmOption option, String expected) {
        return new Conflict(
                Category.UNREADABLE_VALUE,
                "%s=%s (%s)".formatted(option.key(), text(option), expected),
                List.of(lever(option, Direction.REPLACE)));
    }

    /** A value is none that its option takes. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Conflict conflict;

        Unreadable(Conflict conflict) {
            super(conflict.message(), null, false, false);
            this.conflict = conflict;
        }

        Conflict conflict() {
            return conflict;
        }
    }
}
