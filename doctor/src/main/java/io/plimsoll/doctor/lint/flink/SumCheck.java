package io.plimsoll.doctor.lint.flink;

import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.doctor.lint.finding.LintRule;
import io.plimsoll.doctor.lint.finding.Place;
import io.plimsoll.doctor.lint.finding.TextFix;
import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.PlanOutcome;
import io.plimsoll.plan.PlanOutcome.Refused;
import io.plimsoll.plan.remedy.Change;
import io.plimsoll.plan.remedy.Remedy;
import io.plimsoll.plan.remedy.RemedySearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks for sizes that don't fit together: those for which there is no plan. */
final class SumCheck {

    /** More choices are none. */
    private static final int MAX_REMEDIES = 3;

    private final FlinkText text;
    private final Place otherwise;
    private final Consumer<LintFinding> findings;

    /**
     * @param otherwise where a conflict is told of that is of no option that is written
     */
    SumCheck(FlinkText text, Place otherwise, Consumer<LintFinding> findings) {
        this.text = text;
        this.otherwise = otherwise;
        this.findings = findings;
    }

    /** Whether there is a plan, or nothing is set that there could be one of. */
    boolean check(Function<Map<String, String>, ? extends PlanOutcome<?>> planner) {
        Map<String, String> values = text.values();
        if (!(planner.apply(values) instanceof Refused<?>(Conflict conflict))) {
            return true;
        }
        LintRule rule = ruleOf(conflict.category());
        if (rule == null) {
            return true;
        }
        List<Remedy> remedies = new RemedySearch(planner).find(values);
        List<Remedy> few = remedies.subList(0, Math.min(MAX_REMEDIES, remedies.size()));
        List<TextFix> fixes = new ArrayList<>();
        for (Remedy remedy : few) {
            TextFix fix = fix(remedy);
            if (fix != null) {
                fixes.add(fix);
            }
        }
        List<String> cures = few.stream().map(Remedy::toString).toList();
        findings.accept(
                new LintFinding(
                        rule, rule.level(), place(conflict), conflict.message(), cures, fixes));
        return false;
    }

    /** Sizes may be set elsewhere; and what can't be read has been told of. */
    private static @Nullable LintRule ruleOf(Category category) {
        return switch (category) {
            case NOTHING_CONFIGURED, UNREADABLE_VALUE -> null;
            case INCONSISTENT_RANGE, CORES_NOT_POSITIVE -> LintRule.VALUE_RANGE;
            case STATE_STARVED -> LintRule.ROCKSDB_STARVED;
            case PARTS_EXCEED_FLINK,
                    NETWORK_OUT_OF_RANGE,
                    JVM_EXCEEDS_PROCESS,
                    FLINK_EXCEEDS_PROCESS,
                    OVERHEAD_OUT_OF_RANGE,
                    PARTS_DIFFER_FROM_FLINK,
                    HEAP_EXCEEDS_FLINK,
                    OFF_HEAP_FILLS_FLINK,
                    TOO_LARGE ->
                    LintRule.MEMORY_SUM;
        };
    }

    private Place place(Conflict conflict) {
        for (String key : conflict.options()) {
            WrittenOption option = text.find(key);
            if (option != null) {
                return option.valuePlace();
            }
        }
        return otherwise;
    }

    private @Nullable TextFix fix(Remedy remedy) {
        List<TextFix.Edit> edits = new ArrayList<>();
        for (Change change : remedy.changes()) {
            WrittenOption option = text.find(change.option());
            String to = change.to();
            if (option == null || to == null || !option.exact()) {
                return null;
            }
            edits.add(new TextFix.Edit(option.valuePlace(), to));
        }
        return new TextFix(remedy.toString(), edits);
    }
}
