package io.plimsoll.plan.flink;

import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.Lever;
import io.plimsoll.plan.Lever.Direction;
import io.plimsoll.plan.PlanOutcome;
import io.plimsoll.plan.flink.option.ConflictException;
import io.plimsoll.plan.flink.option.FlinkVersion;
import io.plimsoll.plan.flink.option.OptionReader;
import io.plimsoll.plan.flink.option.RetiredOptions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/**
 * Derives the memory of Flink's processes from a configuration, as Flink of that version does.
 *
 * <p>Source: the behaviour of Flink's {@code TaskExecutorProcessUtils}, {@code
 * JobManagerProcessUtils} and {@code TaskExecutorResourceUtils}, observed from outside; tests
 * compare.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class FlinkPlanner {

    private final FlinkVersion version;
    private final boolean inContainer;

    /** Creates a planner for a version of Flink whose own scripts start the processes. */
    public FlinkPlanner(FlinkVersion version) {
        this(version, Deployment.STANDALONE);
    }

    /** Creates a planner for a version of Flink and a way to start it. */
    public FlinkPlanner(FlinkVersion version, Deployment deployment) {
        this.version = version;
        this.inContainer = deployment == Deployment.CONTAINER;
    }

    /** Derives the memory of a TaskManager from options by their keys. */
    public PlanOutcome<TaskManagerMemory> taskManager(Map<String, String> configuration) {
        return outcome(
                configuration,
                RetiredOptions.TASK_MANAGER,
                (options, ledger) -> new TaskManagerRules(options, version, ledger).derive());
    }

    /** Derives the memory of a JobManager from options by their keys. */
    public PlanOutcome<JobManagerMemory> jobManager(Map<String, String> configuration) {
        return outcome(
                configuration,
                RetiredOptions.JOB_MANAGER,
                (options, ledger) -> new JobManagerRules(options, version, ledger).derive());
    }

    /** Derives the memory of a TaskManager inside another JVM from options by their keys. */
    public PlanOutcome<LocalMemory> local(Map<String, String> configuration) {
        try {
            OptionReader options = new OptionReader(configuration);
            Ledger ledger = new Ledger(options);
            return new PlanOutcome.Planned<>(new LocalRules(options, version, ledger).derive());
        } catch (ConflictException conflict) {
            return new PlanOutcome.Refused<>(conflict.conflict());
        }
    }

    private interface Rules<M> {
        M derive(OptionReader options, Ledger ledger);
    }

    private <M> PlanOutcome<M> outcome(
            Map<String, String> configuration, RetiredOptions retired, Rules<M> rules) {
        try {
            boolean read = RetiredOptions.areReadBy(version);
            Map<String, String> values =
                    read ? retired.replaced(configuration, inContainer) : configuration;
            OptionReader options = new OptionReader(values);
            Ledger ledger = new Ledger(options);
            noteRetired(configuration, retired, read, ledger);
            return new PlanOutcome.Planned<>(rules.derive(options, ledger));
        } catch (ConflictException conflict) {
            return new PlanOutcome.Refused<>(conflict.conflict());
        } catch (ArithmeticException overflow) {
            return new PlanOutcome.Refused<>(tooLarge(configuration));
        }
    }

    private void noteRetired(
            Map<String, String> configuration,
            RetiredOptions retired,
            boolean read,
            Ledger ledger) {
        String target = retired.target(inContainer);
        String inUse = read ? retired.keyInUse(configuration, inContainer) : null;
        for (String key : retired.keys()) {
            if (key.equals(inUse)) {
                ledger.note("%s is retired: it is read as %s".formatted(key, target));
            } else if (configuration.containsKey(key)) {
                ledger.note("%s has no effect (expected %s)".formatted(key, target));
            }
        }
    }

    private static Conflict tooLarge(Map<String, String> configuration) {
        List<Lever> levers =
                configuration.entrySet().stream()
                        .sorted(Comparator.comparing(Entry::getKey))
                        .filter(entry -> isSize(entry.getKey()))
                        .map(entry ->
                                new Lever(
                                        entry.getKey(),
                                        Lever.Kind.SIZE,
                                        Direction.LOWER,
                                        entry.getValue()))
                        .toList();
        return new Conflict(
                Category.TOO_LARGE,
                "the sizes add up to more than %d bytes".formatted(Long.MAX_VALUE),
                levers);
    }

    private static boolean isSize(String key) {
        return key.endsWith(".size") || key.endsWith(".min") || key.endsWith(".max");
    }
}
