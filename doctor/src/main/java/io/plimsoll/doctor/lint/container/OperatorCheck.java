package io.plimsoll.doctor.lint.container;

import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.doctor.lint.finding.LintLevel;
import io.plimsoll.doctor.lint.finding.LintRule;
import io.plimsoll.doctor.lint.finding.Place;
import io.plimsoll.doctor.lint.flink.FlinkCheck;
import io.plimsoll.doctor.lint.flink.FlinkText;
import io.plimsoll.doctor.lint.flink.NestedReader;
import io.plimsoll.doctor.lint.flink.WrittenOption;
import io.plimsoll.doctor.lint.source.SourceText;
import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.flink.Deployment;
import io.plimsoll.plan.flink.key.KeyCatalogue;
import io.plimsoll.plan.flink.option.FlinkVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Looks at a deployment of Flink's operator. What it says of a resource's memory becomes {@code
 * process.size}, whatever the configuration says of that.
 */
final class OperatorCheck {

    private static final Map<String, String> ROLES =
            Map.of("taskManager", "taskmanager", "jobManager", "jobmanager");

    private final KeyCatalogue catalogue;
    private final FlinkVersion otherwise;
    private final SourceText source;
    private final Consumer<LintFinding> findings;

    OperatorCheck(
            KeyCatalogue catalogue,
            FlinkVersion otherwise,
            SourceText source,
            Consumer<LintFinding> findings) {
        this.catalogue = catalogue;
        this.otherwise = otherwise;
        this.source = source;
        this.findings = findings;
    }

    void check(MappingNode root) {
        List<WrittenOption> options = new ArrayList<>();
        if (NodePath.find(root, "spec", "flinkConfiguration") instanceof MappingNode mapping) {
            options.addAll(NestedReader.read(mapping, source, findings).options());
        }
        FlinkText written = new FlinkText(options);
        ROLES.forEach((field, role) -> {
            ScalarNode memory = NodePath.scalar(root, "spec", field, "resource", "memory");
            if (memory != null) {
                resource(role, memory, written, options);
            }
        });
        ScalarNode parallelism = NodePath.scalar(root, "spec", "job", "parallelism");
        if (parallelism != null) {
            options.add(option("parallelism.default", parallelism.getValue(), parallelism));
        }
        new FlinkCheck(catalogue, version(root), Deployment.CONTAINER)
                .check(new FlinkText(options), source.place(root), findings);
    }

    private void resource(
            String role, ScalarNode memory, FlinkText written, List<WrittenOption> options) {
        ByteSize size = size(memory.getValue());
        Place place = source.place(memory);
        if (size == null) {
            findings.accept(
                    LintFinding.of(
                            LintRule.QUANTITY,
                            place,
                            "memory: '%s' is no size (expected one such as 2048m or 2Gi)"
                                    .formatted(memory.getValue())));
            return;
        }
        String key = role + ".memory.process.size";
        WrittenOption configured = written.find(key);
        if (configured != null && !size.equals(size(configured.value()))) {
            findings.accept(
                    LintFinding.of(
                                    LintRule.LIMIT_PROCESS,
                                    configured.valuePlace(),
                                    "%s=%s has no effect: the operator replaces it by resource.memory, %s"
                                            .formatted(key, configured.value(), size),
                                    "remove it, or write " + size.exact())
                            .at(LintLevel.WARNING));
        }
        options.removeIf(option -> option.key().equals(key));
        options.add(option(key, size.exact(), memory));
    }

    private WrittenOption option(String key, String value, ScalarNode node) {
        return new WrittenOption(
                key, "", value, source.place(node), source.place(node), source.isExact());
    }

    /** A size of Flink, or a quantity of Kubernetes: the operator takes both; null if neither. */
    private static @Nullable ByteSize size(String text) {
        try {
            return ByteSize.parse(text);
        } catch (IllegalArgumentException notOfFlink) {
            Quantity quantity = Quantity.parse(text);
            return quantity.isKnown() ? new ByteSize(quantity.bytes()) : null;
        }
    }

    /** What the deployment says, such as {@code v1_20}; the one asked for if that is unknown. */
    private FlinkVersion version(MappingNode root) {
        String text = NodePath.text(root, "spec", "flinkVersion");
        try {
            return FlinkVersion.parse(text.replaceFirst("^v", "").replace('_', '.'));
        } catch (IllegalArgumentException unknown) {
            return otherwise;
        }
    }
}
