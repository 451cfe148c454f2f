package io.plimsoll.doctor.rule;

import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known, by name: texts, of which most are numbers or sizes. For one thread.
 *
 * <p>A number may be followed by a unit of memory, as Flink (1728m, 1 gb), the JVM (2G) and
 * Kubernetes (2Gi) write it: all are multiples of 1024 here.
 */
public final class Values {

    private static final Pattern NUMBER =
            Pattern.compile("(-?\\d{1,19}(?:\\.\\d{1,12})?)\\s?(?:([kmgtKMGT])?i?[bB]?|bytes)");

    private static final String UNITS = "kmgt";

    private static final int SHIFT_PER_UNIT = 10;

    private final Map<String, String> texts = new HashMap<>();

    /** Knows nothing yet. */
    public Values() {}

    /** Adds what another knows; what was known by the same name is replaced. */
    public void putAll(Values other) {
        texts.putAll(other.texts);
    }

    /** Adds a text. */
    public void put(String name, String text) {
        texts.put(name, text);
    }

    /** Adds a text, unless there is one of that name. */
    public void putIfAbsent(String name, String text) {
        texts.putIfAbsent(name, text);
    }

    /** Adds a number. */
    public void put(String name, double number) {
        texts.put(name, shown(number));
    }

    /** Returns a text, or null. */
    public @Nullable String text(String name) {
        return texts.get(name);
    }

    /** Returns a number; nothing if the text is none, or is unknown. */
    public OptionalDouble number(String name) {
        String text = texts.get(name);
        return text == null ? OptionalDouble.empty() : parse(text);
    }

    /** Returns all of it. */
    public Map<String, String> all() {
        return Collections.unmodifiableMap(texts);
    }

    static OptionalDouble parse(String text) {
        Matcher matcher = NUMBER.matcher(text.strip());
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        double number = Double.parseDouble(matcher.group(1));
        String unit = matcher.group(2);
        int power = unit == null ? 0 : UNITS.indexOf(unit.toLowerCase(Locale.ROOT)) + 1;
        return OptionalDouble.of(number * (1L << (SHIFT_PER_UNIT * power)));
    }

    /** A number as people write it: without a fraction if it has none. */
    static String shown(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e18) {
            return Long.toString((long) number);
        }
        return String.format(Locale.ROOT, "%.2f", number).replaceAll("0$", "");
    }
}
