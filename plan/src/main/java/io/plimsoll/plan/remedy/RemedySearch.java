package io.plimsoll.plan.remedy;

import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.Lever;
import io.plimsoll.plan.PlanOutcome;
import io.plimsoll.plan.PlanOutcome.Refused;
import io.plimsoll.plan.remedy.ValueSearch.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nearest configurations that have a plan: first those with one option changed, and if
 * there are none, those with two, then three; then one that solves conflict after conflict.
 */
public final class RemedySearch {

    private static final int MAX_CHANGES = 3;

    /** Each conflict is solved for good or moves on; there are fewer options than this. */
    private static final int MAX_STEPS = 32;

    /** Enough for anyone to choose from; the search of several changes ends there. */
    private static final int MAX_REMEDIES = 16;

    private final Function<Map<String, String>, ? extends PlanOutcome<?>> planner;

    /** Creates a search with a planner, which is asked some hundred times. */
    public RemedySearch(Function<Map<String, String>, ? extends PlanOutcome<?>> planner) {
        this.planner = planner;
    }

    /**
     * Returns the remedies, the smallest change first; none if the configuration has a plan, or if
     * nothing that the search knows helps.
     */
    public List<Remedy> find(Map<String, String> configuration) {
        if (conflictOf(configuration) == null) {
            return List.of();
        }
        for (int changes = 1; changes <= MAX_CHANGES; changes++) {
            Set<Remedy> found = new LinkedHashSet<>();
            search(configuration, List.of(), changes, found);
            if (!found.isEmpty()) {
                return found.stream().sorted(Remedy.BY_SIZE_OF_CHANGE).toList();
            }
        }
        return oneByOne(configuration);
    }

    /** Takes the first change that each conflict offers; a later one replaces an earlier one. */
    private List<Remedy> oneByOne(Map<String, String> configuration) {
        Map<String, String> current = configuration;
        Map<String, Change> done = new LinkedHashMap<>();
        for (int step = 0; step < MAX_STEPS; step++) {
            Conflict conflict = conflictOf(current);
            if (conflict == null) {
                return List.of(new Remedy(List.copyOf(done.values())));
            }
            Change change = firstChange(current, conflict);
            if (change == null) {
                return List.of();
            }
            Change first = done.getOrDefault(change.option(), change);
            done.put(
                    change.option(),
                    new Change(change.option(), change.kind(), first.from(), change.to()));
            current = new Remedy(List.of(change)).applied(current);
        }
        return List.of();
    }

    private @Nullable Change firstChange(Map<String, String> configuration, Conflict conflict) {
        for (Lever lever : conflict.levers()) {
            List<Change> changes = changesOf(configuration, lever);
            if (!changes.isEmpty()) {
                return changes.getFirst();
            }
        }
        return null;
    }

    private void search(
            Map<String, String> configuration, List<Change> done, int left, Set<Remedy> found) {
        Conflict conflict = conflictOf(configuration);
        if (conflict == null) {
            return;
        }
        for (Lever lever : conflict.levers()) {
            for (Change change : changesOf(configuration, lever)) {
                if (!done.isEmpty() && found.size() >= MAX_REMEDIES) {
                    return;
                }
                List<Change> all = new ArrayList<>(done);
                all.add(change);
                Map<String, String> changed = new Remedy(List.of(change)).applied(configuration);
                if (conflictOf(changed) == null) {
                    found.add(new Remedy(all));
                } else if (left > 1 && isUntouched(change.option(), done)) {
                    search(changed, all, left - 1, found);
                }
            }
        }
    }

    private static boolean isUntouched(String option, List<Change> done) {
        return done.stream().noneMatch(change -> change.option().equals(option));
    }

    private List<Change> changesOf(Map<String, String> configuration, Lever lever) {
        List<Change> changes = new ArrayList<>();
        String value =
                new ValueSearch(text -> verdict(with(configuration, lever, text), lever))
                        .nearest(lever);
        if (value != null) {
            changes.add(new Change(lever.option(), lever.kind(), lever.now(), value));
        }
        if (configuration.containsKey(lever.option())) {
            changes.add(new Change(lever.option(), lever.kind(), lever.now(), null));
        }
        return changes;
    }

    private static Map<String, String> with(
            Map<String, String> configuration, Lever lever, String value) {
        Map<String, String> changed = new HashMap<>(configuration);
        changed.put(lever.option(), value);
        return changed;
    }

    private Verdict verdict(Map<String, String> configuration, Lever lever) {
        Conflict conflict = conflictOf(configuration);
        if (conflict == null) {
            return Verdict.WORKS;
        }
        boolean pushesOn =
                conflict.levers().stream()
                        .anyMatch(other ->
                                other.option().equals(lever.option())
                                        && other.direction() == lever.direction());
        return pushesOn ? Verdict.PUSHES_ON : Verdict.OTHER;
    }

    private @Nullable Conflict conflictOf(Map<String, String> configuration) {
        return planner.apply(configuration) instanceof Refused<?>(Conflict conflict)
                ? conflict
                : null;
    }
}
