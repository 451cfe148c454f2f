package io.plimsoll.benchmarks.micro.result;

import io.plimsoll.benchmarks.micro.jmh.JmhRun;
import io.plimsoll.benchmarks.micro.jmh.Metric;
import io.plimsoll.benchmarks.micro.jmh.Score;
import io.plimsoll.benchmarks.report.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All figures, and what to know about them. */
public final class MicroResults {

    /** What we want of every operation: none. */
    private static final Aim NO_GARBAGE = new Aim.AtMost(0, "B");

    /** By group's title and case, in the order in which they came. */
    private final Map<String, Map<String, Standings>> standings = new LinkedHashMap<>();

    private final List<Figure> figures = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<Fact> facts;

    /** Creates results without any yet. */
    public MicroResults(List<Fact> facts) {
        this.facts = List.copyOf(facts);
    }

    /** Takes what a run found. */
    public void add(MicroGroup group, JmhRun run, int round, Score score) {
        for (Metric metric : run.metrics()) {
            double value = metric.value(score);
            String name = group.caseOf().apply(score) + metric.suffix();
            Aim aim = metric.equals(Metric.GARBAGE) ? NO_GARBAGE : group.aimOf().apply(score);
            figures.add(
                    new Figure(group.name(), name, score.library(), round, metric.unit(), value));
            standings
                    .computeIfAbsent(group.title(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(name, _ -> new Standings(name, metric.unit(), aim))
                    .add(score.library(), round, value);
        }
    }

    /** Takes what could not be measured, and why. */
    public void fail(String what) {
        failures.add(what);
    }

    /** Titles of groups that have figures. */
    List<String> groups() {
        return List.copyOf(standings.keySet());
    }

    /** The cases of a group. */
    Collection<Standings> cases(String title) {
        return standings.getOrDefault(title, Map.of()).values();
    }

    List<Figure> figures() {
        return List.copyOf(figures);
    }

    /** What could not be measured, and why. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    List<Fact> facts() {
        return facts;
    }

    /** Whether everything could be measured. */
    public boolean isComplete() {
        return failures.isEmpty();
    }
}
