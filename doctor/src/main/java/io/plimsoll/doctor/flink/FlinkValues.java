package io.plimsoll.doctor.flink;

import io.plimsoll.doctor.rule.StatedNames;
import io.plimsoll.doctor.rule.Values;
import io.plimsoll.plan.PlanOutcome;
import io.plimsoll.plan.PlanOutcome.Planned;
import io.plimsoll.plan.PlanOutcome.Refused;
import io.plimsoll.plan.flink.FlinkPlanner;
import io.plimsoll.plan.flink.TaskManagerMemory;
import io.plimsoll.plan.flink.option.FlinkVersion;
import io.plimsoll.plan.remedy.Remedy;
import io.plimsoll.plan.remedy.RemedySearch;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Values for advice that follow from a configuration of Flink. */
public final class FlinkValues {

    private static final Map<String, String> PARTS =
            Map.of(
                    "framework heap", "frameworkHeap",
                    "framework off-heap", "frameworkOffHeap",
                    "task heap", "taskHeap",
                    "task off-heap", "taskOffHeap",
                    "managed", "managed",
                    "network", "network",
                    "JVM metaspace", "metaspace",
                    "JVM overhead", "overhead");

    /** More choices are none. */
    private static final int MAX_REMEDIES = 3;

    private FlinkValues() {}

    /**
     * Returns what follows from a configuration; nothing if it sizes nothing.
     *
     * @param options options by their keys
     * @param version the version of Flink; an unknown one counts as the newest
     */
    public static Values of(Map<String, String> options, String version) {
        Values values = new Values();
        FlinkPlanner planner = new FlinkPlanner(versionOf(version));
        boolean taskManager =
                options.keySet().stream().anyMatch(key -> key.startsWith("taskmanager."));
        if (taskManager && !tell(options, planner, values)) {
            return values;
        }
        boolean jobManager =
                options.keySet().stream().anyMatch(key -> key.startsWith("jobmanager.memory"));
        if (jobManager && planner.jobManager(options) instanceof Refused) {
            remedy(options, planner::jobManager, values);
        }
        return values;
    }

    private static FlinkVersion versionOf(String text) {
        try {
            return FlinkVersion.parse(text);
        } catch (IllegalArgumentException unknown) {
            return FlinkVersion.NEWEST;
        }
    }

    /** Whether there is a plan. */
    private static boolean tell(Map<String, String> options, FlinkPlanner planner, Values values) {
        return switch (planner.taskManager(options)) {
            case Planned<TaskManagerMemory>(TaskManagerMemory memory) -> {
                tell(memory, values);
                yield true;
            }
            case Refused<TaskManagerMemory> _ -> {
                remedy(options, planner::taskManager, values);
                yield false;
            }
        };
    }

    private static void tell(TaskManagerMemory memory, Values values) {
        PARTS.forEach((part, name) -> put(values, name, memory.size(part).bytes()));
        long process = memory.plan().total().bytes();
        long jvm = memory.size("JVM metaspace").plus(memory.size("JVM overhead")).bytes();
        put(values, "process", process);
        put(values, "total", process - jvm);
        put(values, "heap", memory.heap().bytes());
        put(values, "direct", memory.directMemory().bytes());
        put(values, "slots", memory.slots());
        put(values, "managedPerSlot", memory.size("managed").bytes() / memory.slots());
    }

    private static void put(Values values, String name, long number) {
        values.put(StatedNames.PART_PREFIX + name, (double) number);
    }

    private static void remedy(
            Map<String, String> options,
            Function<Map<String, String>, ? extends PlanOutcome<?>> planner,
            Values values) {
        List<Remedy> remedies = new RemedySearch(planner).find(options);
        if (!remedies.isEmpty()) {
            values.put(
                    StatedNames.NEAREST,
                    remedies.stream()
                            .limit(MAX_REMEDIES)
                            .map(Remedy::toString)
                            .collect(Collectors.joining("; or ")));
        }
    }
}
