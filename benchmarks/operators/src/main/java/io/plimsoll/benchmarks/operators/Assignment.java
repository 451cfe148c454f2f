package io.plimsoll.benchmarks.operators;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a contestant is to do: {@code name=value} for each argument of its process. */
public final class Assignment {

    private final Map<String, String> values = new HashMap<>();

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when an argument is no {@code name=value}
     */
    Assignment(String[] arguments) {
        for (String argument : arguments) {
            int end = argument.indexOf('=');
            if (end < 1) {
                throw new IllegalArgumentException(
                        "argument=" + argument + " (expected name=value)");
            }
            values.put(argument.substring(0, end), argument.substring(end + 1));
        }
    }

    /** A value as it is written. */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    name + " is missing (expected among " + values + ")");
        }
        return value;
    }

    /** A whole number. */
    public long number(String name) {
        return Long.parseLong(text(name));
    }

    /** Bytes that the contestant may manage. */
    public long memoryBytes() {
        return number("memory");
    }

    /** How many threads may work. */
    public int threads() {
        return Math.toIntExact(number("threads"));
    }

    /** Where temporary files go. */
    public Path temporaryFolder() {
        return Path.of(text("temporary"));
    }

    /** Where the answer goes. */
    public Path output() {
        return Path.of(text("output"));
    }
}
