package io.plimsoll.cli.plan;

import io.plimsoll.cli.plan.PlanAnswer.Setting;
import io.plimsoll.memory.process.MemoryLimit;
import io.plimsoll.memory.process.SystemMemory;
import io.plimsoll.plan.ByteSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /**
     * Sets the size of the process to what its container or machine has.
     *
     * @return whether that is known
     */
    boolean takeSize(SystemMemory system, String key) {
        Optional<MemoryLimit> available = system.available();
        available.ifPresent(limit -> {
            put(key, new ByteSize(limit.bytes()).exact(), limit.source());
            note(
                    "no size is set: the process gets all memory that %s tells of"
                            .formatted(limit.source()));
        });
        return available.isPresent();
    }

    /** Returns those of some keys that are set, with their origins. */
    List<Setting> listed(List<String> keys) {
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

    void note(String note) {
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

    List<String> notes() {
        return List.copyOf(notes);
    }
}
