package io.plimsoll.plan.flink;

import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.PlanOutcome;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Derives the memory of Flink's processes from a configuration, as Flink of that version does.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class FlinkPlanner {

    private final FlinkOptions options;

    /** Creates a planner for a version of Flink. */
    public FlinkPlanner(FlinkVersion version) {
        this.options = new FlinkOptions(version);
    }

    /** Derives the memory of a TaskManager from options by their keys. */
    public PlanOutcome<TaskManagerMemory> taskManager(Map<String, String> configuration) {
        return outcome(
                configuration,
                reader -> new TaskManagerRules(reader, options.taskManager).derive());
    }

    /** Derives the memory of a JobManager from options by their keys. */
    public PlanOutcome<JobManagerMemory> jobManager(Map<String, String> configuration) {
        return outcome(
                configuration, reader -> new JobManagerRules(reader, options.jobManager).derive());
    }

    private static <M> PlanOutcome<M> outcome(
            Map<String, String> configuration, Function<OptionReader, M> rules) {
        try {
            return new PlanOutcome.Planned<>(rules.apply(new OptionReader(configuration)));
        } catch (ConflictException conflict) {
            return new PlanOutcome.Refused<>(conflict.conflict());
        } catch (ArithmeticException overflow) {
            return new PlanOutcome.Refused<>(
                    new Conflict(
                            Category.TOO_LARGE,
                            "the sizes add up to more than %d bytes".formatted(Long.MAX_VALUE),
                            List.copyOf(configuration.keySet())));
        }
    }
}
