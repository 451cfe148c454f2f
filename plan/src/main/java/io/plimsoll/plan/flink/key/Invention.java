package io.plimsoll.plan.flink.key;

import java.util.List;
import java.util.stream.Stream;

/**
 * A key that no version of Flink reads, but that is passed on from article to article.
 *
 * @param key the key; a star at its end stands for anything
 * @param instead what to write instead, each with the same star; empty if nothing is needed
 * @param why what was meant
 */
record Invention(String key, List<String> instead, String why) {

    private static final String STAR = "*";

    static Invention parse(String line) {
        List<String> fields = List.of(line.split("\\|", -1));
        List<String> instead =
                Stream.of(fields.get(1).split(","))
                        .map(String::strip)
                        .filter(key -> !key.isEmpty())
                        .toList();
        return new Invention(fields.get(0).strip(), instead, fields.get(2).strip());
    }

    boolean matches(String other) {
        return key.endsWith(STAR) ? other.startsWith(stem()) : other.equals(key);
    }

    /** What to write instead of a key that matches. */
    List<String> insteadOf(String other) {
        String rest = key.endsWith(STAR) ? other.substring(stem().length()) : "";
        return instead.stream().map(key -> key.replace(STAR, rest)).toList();
    }

    private String stem() {
        return key.substring(0, key.length() - STAR.length());
    }
}
