package io.plimsoll.serde.container;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The maps of the JDK: what is declared, and what comes back. */
public enum MapKind {
    MAP,
    HASH_MAP,
    SORTED_MAP,
    CONCURRENT_MAP;

    /** Returns the kind of a class, or null if it is none of these. */
    public static @Nullable MapKind of(Class<?> type) {
        return switch (type.getName()) {
            case "java.util.Map", "java.util.SequencedMap", "java.util.LinkedHashMap" -> MAP;
            case "java.util.HashMap" -> HASH_MAP;
            case "java.util.SortedMap", "java.util.NavigableMap", "java.util.TreeMap" -> SORTED_MAP;
            case "java.util.concurrent.ConcurrentMap", "java.util.concurrent.ConcurrentHashMap" ->
                    CONCURRENT_MAP;
            default -> null;
        };
    }

    <K, V> Map<K, V> make() {
        return switch (this) {
            case MAP -> new LinkedHashMap<>();
            case HASH_MAP -> new HashMap<>();
            case SORTED_MAP -> new TreeMap<>();
            case CONCURRENT_MAP -> new ConcurrentHashMap<>();
        };
    }
}
