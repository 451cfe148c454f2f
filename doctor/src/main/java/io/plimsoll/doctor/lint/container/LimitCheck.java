package io.plimsoll.doctor.lint.container;

import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.doctor.lint.finding.LintLevel;
import io.plimsoll.doctor.lint.finding.LintRule;
import io.plimsoll.doctor.lint.finding.Place;
import io.plimsoll.doctor.lint.source.SourceText;
import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.PlanOutcome;
import io.plimsoll.plan.PlanOutcome.Planned;
import io.plimsoll.plan.flink.Deployment;
import io.plimsoll.plan.flink.FlinkMemory;
import io.plimsoll.plan.flink.FlinkPlanner;
import io.plimsoll.plan.flink.option.FlinkVersion;
import java.util.Map;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Looks at limits of memory: as quantities, and beside the process that they bound. */
final class LimitCheck {

    private final boolean compose;
    private final SourceText source;
    private final Consumer<LintFinding> findings;

    /**
     * @param compose whether sizes are those of Compose, where {@code 512m} are mebibytes
     */
    LimitCheck(boolean compose, SourceText source, Consumer<LintFinding> findings) {
        this.compose = compose;
        this.source = source;
        this.findings = findings;
    }

    /** The bytes of a container's limit; 0 if they can't be told. */
    long limitBytes(Container container) {
        return bytes(container.limit());
    }

    /** Looks at what a container asks for, too. */
    void request(Node container, long limitBytes) {
        ScalarNode request = NodePath.scalar(container, "resources", "requests", "memory");
        if (request == null) {
            return;
        }
        long bytes = bytes(request);
        if (bytes > limitBytes && limitBytes > 0) {
            findings.accept(
                    LintFinding.of(
                            LintRule.QUANTITY,
                            source.place(request),
                            "the request of %s exceeds the limit of %s: Kubernetes refuses the pod"
                                    .formatted(new ByteSize(bytes), new ByteSize(limitBytes)),
                            "request what the limit is"));
        }
    }

    private long bytes(ScalarNode node) {
        Quantity quantity =
                compose ? Quantity.ofCompose(node.getValue()) : Quantity.parse(node.getValue());
        String problem = quantity.problem();
        if (problem == null) {
            return quantity.bytes();
        }
        LintFinding finding =
                LintFinding.of(
                        LintRule.QUANTITY,
                        source.place(node),
                        "memory: '%s' %s".formatted(node.getValue(), problem),
                        quantity.meant().isEmpty()
                                ? "write Mi or Gi"
                                : "write " + quantity.meant());
        findings.accept(
                quantity.meant().isEmpty() || !source.isExact()
                        ? finding
                        : finding.replacing(source.place(node), quantity.meant()));
        return 0;
    }

    private String written(ByteSize size) {
        return compose ? size.exact() : Quantity.ofBytes(size.bytes());
    }

    /**
     * Compares a limit with the process that Flink's options make.
     *
     * @param role taskmanager or jobmanager
     */
    void compare(
            String role,
            long limitBytes,
            Place limit,
            boolean exact,
            Map<String, String> options,
            FlinkVersion version) {
        FlinkPlanner planner = new FlinkPlanner(version, Deployment.CONTAINER);
        PlanOutcome<? extends FlinkMemory> outcome =
                role.equals("jobmanager")
                        ? planner.jobManager(options)
                        : planner.taskManager(options);
        if (limitBytes == 0
                || !(outcome instanceof Planned<? extends FlinkMemory>(FlinkMemory memory))) {
            return;
        }
        ByteSize process = memory.plan().total();
        int compared = Long.compare(limitBytes, process.bytes());
        if (compared == 0) {
            return;
        }
        ByteSize difference = new ByteSize(Math.abs(limitBytes - process.bytes()));
        String message =
                "the %s's process is planned with %s, its container's limit is %s: "
                        .formatted(role, process, new ByteSize(limitBytes));
        LintFinding finding =
                LintFinding.of(
                                LintRule.LIMIT_PROCESS,
                                limit,
                                message
                                        + (compared < 0
                                                        ? "the kernel kills it %s before it is full"
                                                        : "%s are never used")
                                                .formatted(difference),
                                "write %s, which is the process".formatted(written(process)),
                                "set %s.memory.process.size: %s"
                                        .formatted(role, new ByteSize(limitBytes).exact()))
                        .at(compared < 0 ? LintLevel.ERROR : LintLevel.WARNING);
        findings.accept(exact ? finding.replacing(limit, written(process)) : finding);
    }
}
