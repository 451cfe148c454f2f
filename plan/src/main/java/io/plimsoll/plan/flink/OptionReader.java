package io.plimsoll.plan.flink;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.Conflict.Category;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads options from a configuration as Flink does: older keys too, and defaults. */
final class OptionReader {

    private final Map<String, String> values;

    OptionReader(Map<String, String> values) {
        this.values = values;
    }

    /** Whether an option is set, by its key or an older one. */
    boolean isSet(FlinkOption option) {
        return keyInUse(option) != null;
    }

    /** The key by which an option is set: the newest; null if it is not set. */
    @Nullable String keyInUse(FlinkOption option) {
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

    /** What an option says, or its default. */
    ByteSize size(FlinkOption option) {
        String text = text(option);
        try {
            return ByteSize.parse(text);
        } catch (IllegalArgumentException unreadable) {
            throw unreadable(option, text, unreadable.getMessage());
        }
    }

    /** What an option says, as the double that Flink calculates with. */
    double fraction(FlinkOption option) {
        String text = text(option);
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException unreadable) {
            throw unreadable(option, text, "expected a number such as 0.1");
        }
    }

    double decimal(FlinkOption option) {
        String text = text(option);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException unreadable) {
            throw unreadable(option, text, "expected a number such as 2.0");
        }
    }

    int integer(FlinkOption option) {
        String text = text(option);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException unreadable) {
            throw unreadable(option, text, "expected a whole number");
        }
    }

    boolean flag(FlinkOption option) {
        String text = text(option);
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(text);
        }
        throw unreadable(option, text, "expected true or false");
    }

    /** Says where an option's value comes from. */
    String origin(FlinkOption option) {
        String key = keyInUse(option);
        if (key == null) {
            return "the default of " + option.key();
        }
        return key.equals(option.key()) ? key : key + ", an older key of " + option.key();
    }

    private String text(FlinkOption option) {
        String key = keyInUse(option);
        String text = key == null ? option.defaultValue() : values.get(key);
        if (text == null) {
            throw unreadable(option, "", "it is not set and has no default");
        }
        return text;
    }

    private static ConflictException unreadable(FlinkOption option, String text, String expected) {
        return new ConflictException(
                new Conflict(
                        Category.UNREADABLE_VALUE,
                        "%s='%s' can't be read: %s".formatted(option.key(), text, expected),
                        List.of(option.key())));
    }
}
