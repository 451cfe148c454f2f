package io.plimsoll.plan.flink.option;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.Lever;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads options from a configuration as Flink does: older keys too, and defaults. */
public final class OptionReader {

    private final Map<String, String> values;

    /** Reads from options by their keys; the map must not change meanwhile. */
    public OptionReader(Map<String, String> values) {
        this.values = values;
    }

    /** Returns whether an option is set, by its key or an older one. */
    public boolean isSet(FlinkOption option) {
        return keyInUse(option) != null;
    }

    /** Returns the key by which an option is set: the newest; null if it is not set. */
    public @Nullable String keyInUse(FlinkOption option) {
        if (values.containsKey(option.key())) {
            return option.key();
        }
        for (String older : option.olderKeys()) {
            if (values.containsKey(older)) {
                return older;
            }
        }
        return null;
    }

    /** Returns what a key says; null if it is not set. */
    public @Nullable String valueOf(String key) {
        return values.get(key);
    }

    /** Returns what an option says, or its default, as a size. */
    public ByteSize size(FlinkOption option) {
        String text = text(option);
        try {
            return ByteSize.parse(text);
        } catch (IllegalArgumentException notASize) {
            throw unreadable(option, String.valueOf(notASize.getMessage()));
        }
    }

    /** Returns what an option says, as the double that Flink calculates with. */
    public double fraction(FlinkOption option) {
        String text = text(option);
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException notANumber) {
            throw unreadable(option, "expected a number such as 0.1");
        }
    }

    /** Returns what an option says, as a decimal number. */
    public double decimal(FlinkOption option) {
        String text = text(option);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            throw unreadable(option, "expected a number such as 2.0");
        }
    }

    /** Returns what an option says, as a whole number. */
    public int integer(FlinkOption option) {
        String text = text(option);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw unreadable(option, "expected a whole number");
        }
    }

    /** Returns what an option says, as true or false. */
    public boolean flag(FlinkOption option) {
        return switch (text(option).toUpperCase(Locale.ROOT)) {
            case "TRUE" -> true;
            case "FALSE" -> false;
            default -> throw unreadable(option, "expected true or false");
        };
    }

    /** Says where an option's value comes from. */
    public String origin(FlinkOption option) {
        String key = keyInUse(option);
        if (key == null) {
            return "the default of " + option.key();
        }
        return key.equals(option.key()) ? key : key + ", an older key of " + option.key();
    }

    /** Returns what moving an option in a direction would be called. */
    public Lever lever(FlinkOption option, Lever.Direction direction) {
        String key = keyInUse(option);
        return key == null
                ? new Lever(option.key(), option.kind(), direction, option.defaultValue())
                : new Lever(key, option.kind(), direction, values.get(key));
    }

    /** Makes the exception for a value that can't be what its option takes. */
    public ConflictException unreadable(FlinkOption option, String expected) {
        Lever lever = lever(option, Lever.Direction.REPLACE);
        String now = lever.now();
        String message =
                now == null
                        ? "%s is not set and has no default".formatted(lever.option())
                        : "%s: '%s' can't be read: %s".formatted(lever.option(), now, expected);
        return new ConflictException(
                new Conflict(Category.UNREADABLE_VALUE, message, List.of(lever)));
    }

    private String text(FlinkOption option) {
        String key = keyInUse(option);
        String text = key == null ? option.defaultValue() : values.get(key);
        if (text == null) {
            throw unreadable(option, "it is not set and has no default");
        }
        return text;
    }
}
