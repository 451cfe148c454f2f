package io.plimsoll.cli.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options by their keys, and where each comes from. What is put later replaces what was there. */
public final class Settings {

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> origins = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /** Nothing is set. */
    public Settings() {}

    /** Sets an option. */
    public void put(String key, String value, String origin) {
        String replaced = values.put(key, value);
        String before = origins.put(key, origin);
        if (replaced != null && !replaced.equals(value)) {
            note("%s=%s (%s) replaces %s (%s)".formatted(key, value, origin, replaced, before));
        }
    }

    /** Sets an option unless it is set. */
    public void putIfAbsent(String key, String value, String origin) {
        if (!values.containsKey(key)) {
            put(key, value, origin);
        }
    }

    /** Returns those of some keys that are set, with their origins. */
    public List<Setting> listed(List<String> keys) {
        List<Setting> found = new ArrayList<>();
        for (String key : keys) {
            String value = values.get(key);
            String origin = origins.get(key);
            if (value != null && origin != null) {
                found.add(new Setting(key, value, origin));
            }
        }
        return found;
    }

    /** Keeps what is worth knowing of a setting. */
    public void note(String note) {
        notes.add(note);
    }

    /** Returns what is set. */
    public Map<String, String> values() {
        return Map.copyOf(values);
    }

    /** Returns what an option says; null if it is not set. */
    public @Nullable String value(String key) {
        return values.get(key);
    }

    /** Returns where an option comes from; null if it is not set. */
    public @Nullable String origin(String key) {
        return origins.get(key);
    }

    /** Returns the keys whose beginning is one of some, in the order in which they were set. */
    public List<String> keys(String... beginnings) {
        return values.keySet().stream()
                .filter(key -> List.of(beginnings).stream().anyMatch(key::startsWith))
                .toList();
    }

    /** Returns what is worth knowing, in the order in which it was found. */
    public List<String> notes() {
        return List.copyOf(notes);
    }
}
