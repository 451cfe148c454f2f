package io.plimsoll.doctor.rule;

import io.plimsoll.doctor.finding.Severity;
import io.plimsoll.doctor.finding.Target;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A symptom, what it means, and what to do.
 *
 * @param id its name
 * @param title what is wrong, in a few words
 * @param severity how bad it is
 * @param rank which of two findings of the same severity is nearer to the true cause: the lower
 * @param patterns what the lines look like that show it
 * @param atLeast how many of them it takes
 * @param largest which of them gives the values: the one with the largest; null for the last
 * @param when what must hold in the end; null for nothing
 * @param compute values made of others, in this order
 * @param causes what causes it, the likeliest first
 * @param checks what to look at to be sure
 * @param fixes what to change, by where
 * @param follows ids of rules whose findings are the cause of this one
 * @param since the first version of Flink in which it happens; null for any
 * @param until the last; null for any
 * @param source where the knowledge comes from
 */
public record Rule(
        String id,
        String title,
        Severity severity,
        int rank,
        List<LinePattern> patterns,
        int atLeast,
        @Nullable Expression largest,
        @Nullable Expression when,
        Map<String, Expression> compute,
        List<Advice> causes,
        List<Advice> checks,
        Map<Target, List<Advice>> fixes,
        List<String> follows,
        @Nullable String since,
        @Nullable String until,
        String source) {

    /** Keeps copies of the collections. */
    public Rule {
        patterns = List.copyOf(patterns);
        compute = Collections.unmodifiableMap(new LinkedHashMap<>(compute));
        causes = List.copyOf(causes);
        checks = List.copyOf(checks);
        EnumMap<Target, List<Advice>> copy = new EnumMap<>(Target.class);
        fixes.forEach((target, lines) -> copy.put(target, List.copyOf(lines)));
        fixes = Collections.unmodifiableMap(copy);
        follows = List.copyOf(follows);
    }
}
