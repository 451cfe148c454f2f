package io.plimsoll.plan.flink.option;

import io.plimsoll.plan.Lever;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option of Flink.
 *
 * @param key its key
 * @param kind what its values are
 * @param defaultValue what holds if nothing is set; null if there is none
 * @param olderKeys keys that are read where this one is not set, first ones first
 */
public record FlinkOption(
        String key, Lever.Kind kind, @Nullable String defaultValue, List<String> olderKeys) {

    /** Keeps a copy of the list. */
    public FlinkOption {
        olderKeys = List.copyOf(olderKeys);
    }

    static FlinkOption size(String key, @Nullable String value, String... olderKeys) {
        return new FlinkOption(key, Lever.Kind.SIZE, value, List.of(olderKeys));
    }

    static FlinkOption fraction(String key, @Nullable String value, String... olderKeys) {
        return new FlinkOption(key, Lever.Kind.FRACTION, value, List.of(olderKeys));
    }

    static FlinkOption count(String key, @Nullable String value) {
        return new FlinkOption(key, Lever.Kind.COUNT, value, List.of());
    }

    static FlinkOption other(String key, @Nullable String value) {
        return new FlinkOption(key, Lever.Kind.OTHER, value, List.of());
    }
}
