package io.plimsoll.doctor.lint.flink;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of a configuration, as they are written.
 *
 * @param options in their order; of those with the same key the last one holds
 */
public record FlinkText(List<WrittenOption> options) {

    /** Keeps a copy of the list. */
    public FlinkText {
        options = List.copyOf(options);
    }

    /** Returns what holds, by key. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        options.forEach(option -> values.put(option.key(), option.value()));
        return values;
    }

    /** Returns the option that holds for a key; null if none does. */
    public @Nullable WrittenOption find(String key) {
        return options.reversed().stream()
                .filter(option -> option.key().equals(key))
                .findFirst()
                .orElse(null);
    }
}
