package io.plimsoll.plan.flink.option;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a TaskManager has beside processor and memory, such as graphics cards: it is no memory, but
 * Flink's scripts pass it on with it.
 *
 * @param amounts how much there is of each, by name
 */
public record ExternalResources(Map<String, Long> amounts) {

    private static final String NONE = "none";

    /** Keeps a copy of the map. */
    public ExternalResources {
        amounts = Map.copyOf(amounts);
    }

    /** Reads those that have an amount; Flink ignores the others. */
    public static ExternalResources read(OptionReader reader, FlinkOption list) {
        Map<String, Long> amounts = new HashMap<>();
        for (String name : names(reader.isSet(list) ? reader.valueOf(list.key()) : NONE)) {
            FlinkOption amount = FlinkOption.other("external-resource." + name + ".amount", null);
            if (reader.isSet(amount)) {
                long value = amountOf(reader, amount);
                if (value > 0) {
                    amounts.put(name, value);
                }
            }
        }
        return new ExternalResources(amounts);
    }

    private static long amountOf(OptionReader reader, FlinkOption amount) {
        try {
            return Long.parseLong(String.valueOf(reader.valueOf(amount.key())));
        } catch (NumberFormatException notANumber) {
            throw reader.unreadable(amount, "expected a whole number");
        }
    }

    private static Set<String> names(@Nullable String text) {
        List<String> names = new ArrayList<>();
        String list = text == null ? "" : text.trim();
        boolean yaml = list.startsWith("[") && list.endsWith("]");
        String inner = yaml ? list.substring(1, list.length() - 1) : list;
        for (String name : inner.split(yaml ? "," : ";")) {
            String bare = unquoted(name.trim());
            if (!bare.isEmpty()) {
                names.add(bare);
            }
        }
        return names.equals(List.of(NONE)) ? Set.of() : new HashSet<>(names);
    }

    private static String unquoted(String name) {
        boolean quoted =
                name.length() >= 2
                        && (name.charAt(0) == '\'' || name.charAt(0) == '"')
                        && name.charAt(name.length() - 1) == name.charAt(0);
        return quoted ? name.substring(1, name.length() - 1) : name;
    }

    /** Enters them as the options that Flink's scripts pass on. */
    public void addTo(Map<String, String> options, FlinkOption list, FlinkVersion version) {
        if (amounts.isEmpty()) {
            options.put(list.key(), NONE);
            return;
        }
        String names = String.join(";", amounts.keySet().stream().sorted().toList());
        options.put(list.key(), version.isAtLeast(1, 15) ? '"' + names + '"' : names);
        amounts.forEach((name, amount) ->
                options.put("external-resource." + name + ".amount", amount.toString()));
    }
}
