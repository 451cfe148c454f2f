package io.plimsoll.doctor.rest;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An object of an answer, flat: {@code memoryConfiguration.taskHeap}, {@code
 * metrics.garbageCollectors.0.name}. What is missing, or of another kind than asked for, is
 * unknown. For one thread.
 */
public final class Fields {

    /** Objects that matter have some dozens. */
    private static final int MAX_FIELDS = 4096;

    /** Longer than any stack trace and its causes. */
    private static final int MAX_CHARS = 2 << 20;

    private final Map<String, String> texts = new HashMap<>();
    private int chars;

    Fields() {}

    /** Adds a field; one too many is dropped. */
    void put(String name, String text) {
        int more = name.length() + text.length();
        if (texts.size() < MAX_FIELDS && more <= MAX_CHARS - chars) {
            chars += more;
            texts.put(name, text);
        }
    }

    /** Returns a text; an empty one if it is unknown. */
    public String text(String name) {
        return texts.getOrDefault(name, "");
    }

    /**
     * Returns a whole number of zero or more: Flink says -1 and the like for what it doesn't know.
     */
    public OptionalLong count(String name) {
        OptionalDouble number = number(name);
        return number.isPresent() && number.getAsDouble() < Long.MAX_VALUE
                ? OptionalLong.of((long) number.getAsDouble())
                : OptionalLong.empty();
    }

    /** Returns a number of zero or more. */
    public OptionalDouble number(String name) {
        return numberOf(texts.get(name));
    }

    /** Returns the number of zero or more that a text is; nothing if it is none. */
    public static OptionalDouble numberOf(@Nullable String text) {
        if (text == null || text.isEmpty() || !Character.isDigit(text.charAt(0))) {
            return OptionalDouble.empty();
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException notOne) {
            return OptionalDouble.empty();
        }
    }

    /** Returns all of it. */
    public Map<String, String> all() {
        return Collections.unmodifiableMap(texts);
    }
}
