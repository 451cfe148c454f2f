package io.plimsoll.doctor.lint.flink;

import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.doctor.lint.finding.LintRule;
import io.plimsoll.doctor.lint.finding.Place;
import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.PlanOutcome.Planned;
import io.plimsoll.plan.flink.Deployment;
import io.plimsoll.plan.flink.FlinkPlanner;
import io.plimsoll.plan.flink.TaskManagerMemory;
import io.plimsoll.plan.flink.key.KeyCatalogue;
import io.plimsoll.plan.flink.option.FlinkVersion;
import io.plimsoll.plan.profile.Profile;
import io.plimsoll.plan.profile.ProfilePlanner;
import io.plimsoll.plan.profile.Workload;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Looks for all that is wrong with a configuration. */
public final class FlinkCheck {

    private static final String TASK_MANAGER = "taskmanager.";
    private static final String JOB_MANAGER = "jobmanager.";
    private static final String PROCESS = "memory.process.size";
    private static final String FLINK = "memory.flink.size";
    private static final String PARALLELISM = "parallelism.default";

    private static final Pattern BOUND =
            Pattern.compile("-Xm[xs]\\S*|-XX:Max(?:DirectMemory|Metaspace)Size=\\S*");

    private static final List<String> STATE_BACKEND =
            List.of("state.backend.type", "state.backend");
    private static final List<String> JVM_OPTIONS =
            List.of(
                    "env.java.opts",
                    "env.java.opts.all",
                    "env.java.opts.taskmanager",
                    "env.java.opts.jobmanager");

    private final KeyCatalogue catalogue;
    private final FlinkVersion version;
    private final Deployment deployment;

    /** Creates a check for a version of Flink and a way to start it. */
    public FlinkCheck(KeyCatalogue catalogue, FlinkVersion version, Deployment deployment) {
        this.catalogue = catalogue;
        this.version = version;
        this.deployment = deployment;
    }

    /**
     * Looks for what is wrong.
     *
     * @param otherwise where something is told of that is of no option that is written
     */
    public void check(FlinkText text, Place otherwise, Consumer<LintFinding> findings) {
        KeyCheck keys = new KeyCheck(catalogue, version, findings);
        ValueCheck values = new ValueCheck(catalogue, version, findings);
        FlinkPlanner planner = new FlinkPlanner(version, deployment);
        MeantText meant = MeantText.of(text, catalogue, version);
        for (WrittenOption option : text.options()) {
            keys.check(option, meant.consequence(option, planner));
        }
        meant.text().options().forEach(values::check);
        jvmOptions(meant.text(), findings);
        totals(text, TASK_MANAGER, findings);
        totals(text, JOB_MANAGER, findings);
        if (!values.allReadable()) {
            return;
        }
        Set<LintRule> found = EnumSet.noneOf(LintRule.class);
        sizes(
                text,
                otherwise,
                planner,
                finding -> {
                    found.add(finding.rule());
                    findings.accept(finding);
                });
        if (meant.differs()) {
            sizes(
                    meant.text(),
                    otherwise,
                    planner,
                    finding -> {
                        if (!found.contains(finding.rule())) {
                            findings.accept(
                                    finding.saying(
                                            "once %s: %s"
                                                    .formatted(
                                                            meant.spelling(), finding.message())));
                        }
                    });
        }
    }

    /** Looks for sizes that don't fit together, or don't fit what the process is for. */
    private void sizes(
            FlinkText text, Place otherwise, FlinkPlanner planner, Consumer<LintFinding> findings) {
        SumCheck sums = new SumCheck(text, otherwise, findings);
        sums.check(planner::jobManager);
        if (sums.check(planner::taskManager)) {
            rocksDb(text, sums);
            network(text, planner, findings);
        }
    }

    private static void totals(FlinkText text, String role, Consumer<LintFinding> findings) {
        WrittenOption process = text.find(role + PROCESS);
        WrittenOption flink = text.find(role + FLINK);
        if (process != null && flink != null) {
            findings.accept(
                    LintFinding.of(
                            LintRule.TOTALS_BOTH,
                            flink.keyPlace(),
                            "%s and %s are both set: the JVM's overhead is what they leave, and must"
                                            .formatted(process.key(), flink.key())
                                    + " lie in its range",
                            "keep %s in a container, and %s elsewhere"
                                    .formatted(process.key(), flink.key())));
        }
    }

    private static void jvmOptions(FlinkText text, Consumer<LintFinding> findings) {
        for (String key : JVM_OPTIONS) {
            WrittenOption option = text.find(key);
            if (option == null) {
                continue;
            }
            BOUND.matcher(option.value())
                    .results()
                    .forEach(bound ->
                            findings.accept(
                                    LintFinding.of(
                                            LintRule.JVM_OF_FLINK,
                                            option.valuePlace(),
                                            "%s: %s is at odds with what Flink derives and sets"
                                                            .formatted(key, bound.group())
                                                    + " itself",
                                            "remove it, and set " + optionOf(bound.group()))));
        }
    }

    private static String optionOf(String argument) {
        if (argument.contains("Direct")) {
            return "taskmanager.memory.task.off-heap.size";
        }
        return argument.contains("Metaspace")
                ? "taskmanager.memory.jvm-metaspace.size"
                : "taskmanager.memory.process.size or task.heap.size";
    }

    private void rocksDb(FlinkText text, SumCheck sums) {
        Map<String, String> values = text.values();
        boolean rocksDb =
                STATE_BACKEND.stream()
                        .map(key -> values.getOrDefault(key, ""))
                        .anyMatch(name ->
                                name.equalsIgnoreCase("rocksdb") || name.contains("RocksDB"));
        if (rocksDb) {
            sums.check(new ProfilePlanner(Profile.ROCKSDB_STATE, Workload.UNKNOWN, version)::plan);
        }
    }

    /**
     * Whether a job of the default parallelism could start with one edge that connects each task
     * with each: a gate needs {@code 2 p + 1} buffers, a partition {@code p + 1}, in each slot.
     */
    private void network(FlinkText text, FlinkPlanner planner, Consumer<LintFinding> findings) {
        WrittenOption option = text.find(PARALLELISM);
        Map<String, String> values = text.values();
        if (option == null
                || !option.value().matches("[1-9]\\d{0,5}")
                || !(planner.taskManager(values)
                        instanceof Planned<TaskManagerMemory>(TaskManagerMemory memory))) {
            return;
        }
        long parallelism = Long.parseLong(option.value());
        long segment =
                ByteSize.parse(values.getOrDefault("taskmanager.memory.segment-size", "32k"))
                        .bytes();
        long buffers = memory.size("network").bytes() / Math.max(1, segment);
        long needed = memory.slots() * (3 * parallelism + 2);
        if (needed <= buffers) {
            return;
        }
        ByteSize size = ByteSize.ofMebibytes(Math.ceilDiv(needed * segment, 1 << 20));
        findings.accept(
                LintFinding.of(
                        LintRule.NETWORK_FEW,
                        option.valuePlace(),
                        ("%d network buffers (%s) for %s and parallelism %d: a job with one"
                                        + " keyBy or rebalance needs %d to start")
                                .formatted(
                                        buffers,
                                        memory.size("network"),
                                        memory.slots() == 1 ? "1 slot" : memory.slots() + " slots",
                                        parallelism,
                                        needed),
                        "taskmanager.memory.network.min: %s (and .max, if it is less)"
                                .formatted(size.exact()),
                        "fewer slots, or a lower parallelism"));
    }
}
