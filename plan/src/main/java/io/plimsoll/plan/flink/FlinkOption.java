package io.plimsoll.plan.flink;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option of Flink.
 *
 * @param key its key
 * @param defaultValue what holds if nothing is set; null if there is none
 * @param olderKeys keys that are read where this one is not set, first ones first
 */
public record FlinkOption(String key, @Nullable String defaultValue, List<String> olderKeys) {

    /** Keeps a copy of the list. */
    public FlinkOption {
        olderKeys = List.copyOf(olderKeys);
    }

    static FlinkOption required(String key, String... olderKeys) {
        return new FlinkOption(key, null, List.of(olderKeys));
    }

    static FlinkOption withDefault(String key, String value, String... olderKeys) {
        return new FlinkOption(key, value, List.of(olderKeys));
    }
}
