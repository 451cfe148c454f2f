package io.plimsoll.doctor.lint.flink;

import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.PlanOutcome;
import io.plimsoll.plan.PlanOutcome.Refused;
import io.plimsoll.plan.flink.FlinkPlanner;
import io.plimsoll.plan.flink.key.KeyCatalogue;
import io.plimsoll.plan.flink.key.KeyVerdict;
import io.plimsoll.plan.flink.option.FlinkVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A configuration as it is probably meant: a misspelt key stands for the one that is near it, if
 * there is one only and it isn't set. So one slip does not hide what else is wrong.
 */
final class MeantText {

    private static final List<String> ROLES = List.of("taskmanager", "jobmanager");

    private final FlinkText written;
    private final FlinkText meant;
    private final Map<WrittenOption, String> keys;

    private MeantText(FlinkText written, FlinkText meant, Map<WrittenOption, String> keys) {
        this.written = written;
        this.meant = meant;
        this.keys = keys;
    }

    static MeantText of(FlinkText written, KeyCatalogue catalogue, FlinkVersion version) {
        List<WrittenOption> options = new ArrayList<>();
        Map<WrittenOption, String> keys = new LinkedHashMap<>();
        for (WrittenOption option : written.options()) {
            if (catalogue.judge(option.key(), version) instanceof KeyVerdict.Unknown(var nearest)
                    && nearest.size() == 1
                    && written.find(nearest.getFirst()) == null) {
                keys.put(option, nearest.getFirst());
                options.add(option.spelt(nearest.getFirst()));
            } else {
                options.add(option);
            }
        }
        return new MeantText(written, new FlinkText(options), keys);
    }

    /** The configuration with the keys that are meant. */
    FlinkText text() {
        return meant;
    }

    /** Whether any key is not the one that is meant. */
    boolean differs() {
        return !keys.isEmpty();
    }

    /** "X is spelt Y", for each. */
    String spelling() {
        List<String> words = new ArrayList<>();
        keys.forEach((option, key) -> words.add("%s is spelt %s".formatted(option.key(), key)));
        return String.join(" and ", words);
    }

    /** What comes of it that an option's key is misspelt, where it leaves no size; or nothing. */
    String consequence(WrittenOption option, FlinkPlanner planner) {
        String key = keys.get(option);
        if (key == null) {
            return "";
        }
        Map<String, String> corrected = written.values();
        corrected.put(key, option.value());
        for (String role : ROLES) {
            if (isWithoutSize(planner, role, written.values())
                    && !isWithoutSize(planner, role, corrected)) {
                return "; without it nothing here sizes the %s, and Flink does not start one of no size"
                        .formatted(role);
            }
        }
        return "";
    }

    private static boolean isWithoutSize(
            FlinkPlanner planner, String role, Map<String, String> values) {
        PlanOutcome<?> outcome =
                role.equals("jobmanager")
                        ? planner.jobManager(values)
                        : planner.taskManager(values);
        return outcome instanceof Refused<?>(Conflict conflict)
                && conflict.category() == Category.NOTHING_CONFIGURED;
    }
}
