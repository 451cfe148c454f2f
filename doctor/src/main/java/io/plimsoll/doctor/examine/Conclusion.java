package io.plimsoll.doctor.examine;

import io.plimsoll.doctor.finding.Finding;
import io.plimsoll.doctor.finding.Target;
import io.plimsoll.doctor.flink.FlinkValues;
import io.plimsoll.doctor.rule.Advice;
import io.plimsoll.doctor.rule.Expression;
import io.plimsoll.doctor.rule.Rule;
import io.plimsoll.doctor.rule.StatedNames;
import io.plimsoll.doctor.rule.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes findings of suspicions. For one thread. */
final class Conclusion {

    private final Watch watch;
    private final Values known = new Values();
    private final @Nullable String version;

    /**
     * Begins with what is known.
     *
     * @param started what follows from how processes were really started: more than from options
     */
    Conclusion(
            Watch watch,
            Map<String, String> options,
            Values started,
            @Nullable String statedVersion) {
        this.watch = watch;
        String told = watch.facts().get(StatedNames.FLINK_VERSION);
        this.version = statedVersion != null ? statedVersion : told;
        known.putAll(FlinkValues.of(options, version == null ? "" : version));
        known.putAll(started);
        watch.facts().forEach(known::put);
        if (version != null) {
            known.put(StatedNames.FLINK_VERSION, version);
        }
    }

    /** What inputs and configuration say. */
    Map<String, String> facts() {
        return new HashMap<>(known.all());
    }

    /** The findings, the true cause first. */
    List<Finding> findings() {
        List<Suspicion> confirmed =
                watch.suspicions().values().stream().filter(this::isConfirmed).toList();
        Set<String> ids =
                confirmed.stream().map(found -> found.rule().id()).collect(Collectors.toSet());
        List<Suspicion> ordered = new ArrayList<>(confirmed);
        ordered.sort(
                Comparator.comparing((Suspicion found) -> !causesOf(found, ids).isEmpty())
                        .thenComparing(found -> found.rule().severity())
                        .thenComparingInt(found -> found.rule().rank())
                        .thenComparingLong(Suspicion::order));
        return ordered.stream().map(found -> finding(found, causesOf(found, ids))).toList();
    }

    private static List<String> causesOf(Suspicion suspicion, Set<String> ids) {
        return suspicion.rule().follows().stream().filter(ids::contains).toList();
    }

    private boolean isConfirmed(Suspicion suspicion) {
        Rule rule = suspicion.rule();
        if (suspicion.matches() < rule.atLeast() || !happensIn(rule)) {
            return false;
        }
        Expression when = rule.when();
        return when == null || when.holds(valuesOf(suspicion));
    }

    private boolean happensIn(Rule rule) {
        return version == null
                || ((rule.since() == null || compare(version, rule.since()) >= 0)
                        && (rule.until() == null || compare(version, rule.until()) <= 0));
    }

    /** Compares as many numbers of two versions as both have: 1.20.1 is neither above 1.20. */
    private static int compare(String left, String right) {
        String[] a = left.split("\\.", -1);
        String[] b = right.split("\\.", -1);
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            try {
                int order = Integer.compare(Integer.parseInt(a[i]), Integer.parseInt(b[i]));
                if (order != 0) {
                    return order;
                }
            } catch (NumberFormatException notNumbers) {
                return 0;
            }
        }
        return 0;
    }

    private Values valuesOf(Suspicion suspicion) {
        Values values = new Values();
        values.putAll(known);
        values.putAll(suspicion.values());
        suspicion
                .rule()
                .compute()
                .forEach((name, expression) -> {
                    double value = expression.value(values);
                    if (!Double.isNaN(value)) {
                        values.put(name, value);
                    }
                });
        return values;
    }

    private Finding finding(Suspicion suspicion, List<String> follows) {
        Rule rule = suspicion.rule();
        Values values = valuesOf(suspicion);
        Map<Target, List<String>> fixes = new EnumMap<>(Target.class);
        rule.fixes()
                .forEach((target, advice) -> {
                    List<String> lines = Advice.render(advice, values);
                    if (!lines.isEmpty()) {
                        fixes.put(target, lines);
                    }
                });
        return new Finding(
                rule.id(),
                rule.severity(),
                rule.title(),
                suspicion.matches(),
                suspicion.evidence(),
                Advice.render(rule.causes(), values),
                Advice.render(rule.checks(), values),
                fixes,
                follows,
                rule.source());
    }
}
