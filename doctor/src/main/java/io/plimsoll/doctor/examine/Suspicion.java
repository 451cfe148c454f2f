package io.plimsoll.doctor.examine;

import io.plimsoll.doctor.finding.Evidence;
import io.plimsoll.doctor.rule.Expression;
import io.plimsoll.doctor.rule.Rule;
import io.plimsoll.doctor.rule.Values;
import java.util.ArrayList;
import java.util.List;

/** What speaks for a rule so far. For one thread. */
final class Suspicion {

    private static final int MAX_EVIDENCE = 3;
    private static final int MAX_TEXT = 240;
    private static final int TEXT_BEFORE = 60;

    private final Rule rule;
    private final List<Evidence> evidence = new ArrayList<>();
    private final Values values = new Values();
    private final long order;
    private double largest = Double.NEGATIVE_INFINITY;
    private long matches;
    private long lastLine;
    private String lastSource = "";

    Suspicion(Rule rule, long order) {
        this.rule = rule;
        this.order = order;
    }

    void add(String source, long line, String text, LineMatch match) {
        boolean sameLine = line == lastLine && line != 0 && source.equals(lastSource);
        lastLine = line;
        lastSource = source;
        if (!sameLine) {
            matches++;
            if (evidence.size() < MAX_EVIDENCE) {
                evidence.add(new Evidence(source, line, excerpt(text, match)));
            }
        }
        Expression size = rule.largest();
        if (size != null) {
            double value = size.value(match.values());
            if (!(value > largest)) {
                // Not the largest, or of another pattern: it may tell what is not known yet.
                match.values().all().forEach(values::putIfAbsent);
                return;
            }
            largest = value;
        }
        values.putAll(match.values());
    }

    private static String excerpt(String text, LineMatch match) {
        int from = text.length() <= MAX_TEXT ? 0 : Math.max(0, match.start() - TEXT_BEFORE);
        int to = Math.min(text.length(), from + MAX_TEXT);
        StringBuilder excerpt = new StringBuilder(from > 0 ? "…" : "");
        text.substring(from, to)
                .strip()
                .codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .forEach(excerpt::appendCodePoint);
        return excerpt.append(to < text.length() ? "…" : "").toString();
    }

    Rule rule() {
        return rule;
    }

    long matches() {
        return matches;
    }

    /** When it arose, among others. */
    long order() {
        return order;
    }

    List<Evidence> evidence() {
        return evidence;
    }

    Values values() {
        return values;
    }
}
