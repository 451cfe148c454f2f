package io.plimsoll.doctor.finding;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Something that is wrong, why, and what to change.
 *
 * @param rule the id of the rule that found it
 * @param severity how bad it is
 * @param title what is wrong, in a few words
 * @param matches how many lines show it
 * @param evidence the first of them
 * @param causes what causes it, the likeliest first
 * @param checks what to look at to be sure
 * @param fixes the changes, by where they are made; with numbers where those could be computed
 * @param follows ids of other findings that it is probably a consequence of
 * @param reference where the knowledge comes from
 */
public record Finding(
        String rule,
        Severity severity,
        String title,
        long matches,
        List<Evidence> evidence,
        List<String> causes,
        List<String> checks,
        Map<Target, List<String>> fixes,
        List<String> follows,
        String reference) {

    /** Keeps copies of the collections. */
    public Finding {
        evidence = List.copyOf(evidence);
        causes = List.copyOf(causes);
        checks = List.copyOf(checks);
        EnumMap<Target, List<String>> copy = new EnumMap<>(Target.class);
        fixes.forEach((target, lines) -> copy.put(target, List.copyOf(lines)));
        fixes = Collections.unmodifiableMap(copy);
        follows = List.copyOf(follows);
    }
}
