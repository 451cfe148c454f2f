package io.plimsoll.doctor.lint.container;

import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.doctor.lint.flink.FlinkCheck;
import io.plimsoll.doctor.lint.flink.FlinkText;
import io.plimsoll.doctor.lint.flink.LineReader;
import io.plimsoll.doctor.lint.flink.NestedReader;
import io.plimsoll.doctor.lint.flink.WrittenOption;
import io.plimsoll.doctor.lint.source.SourceText;
import io.plimsoll.doctor.lint.source.YamlText;
import io.plimsoll.plan.flink.Deployment;
import io.plimsoll.plan.flink.key.KeyCatalogue;
import io.plimsoll.plan.flink.option.FlinkVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Manifests that belong together: containers are looked at when all of them are known, as their
 * configuration may stand in another.
 */
public final class Manifests {

    private static final String OLD_FILE = "flink-conf.yaml";
    private static final String NEW_FILE = "config.yaml";

    private final KeyCatalogue catalogue;
    private final FlinkVersion version;
    private final Consumer<LintFinding> findings;
    private final Map<String, FlinkText> configurations = new LinkedHashMap<>();
    private final List<Pending> pending = new ArrayList<>();

    /** A document whose containers are still to be looked at. */
    private record Pending(Node root, SourceText source) {}

    /** Creates an empty set, for a version of Flink. */
    public Manifests(KeyCatalogue catalogue, FlinkVersion version, Consumer<LintFinding> findings) {
        this.catalogue = catalogue;
        this.version = version;
        this.findings = findings;
    }

    /** Takes a document: a manifest, or anything in which containers may be. */
    public void add(MappingNode root, SourceText source) {
        switch (NodePath.text(root, "kind")) {
            case "ConfigMap" -> configMap(root, source);
            case "FlinkDeployment" ->
                    new OperatorCheck(catalogue, version, source, findings).check(root);
            case "List" -> {
                for (Node item : NodePath.items(root, "items")) {
                    if (item instanceof MappingNode mapping) {
                        pendingOrConfiguration(mapping, source);
                    }
                }
            }
            default -> pending.add(new Pending(root, source));
        }
    }

    private void pendingOrConfiguration(MappingNode item, SourceText source) {
        // A list within a list is none of Kubernetes.
        if (!NodePath.text(item, "kind").equals("List")) {
            add(item, source);
        }
    }

    private void configMap(MappingNode root, SourceText source) {
        String name = NodePath.text(root, "metadata", "name");
        if (!(NodePath.find(root, "data") instanceof MappingNode data)) {
            return;
        }
        for (NodeTuple entry : data.getValue()) {
            String file = NodePath.nameOf(entry);
            if (entry.getValueNode() instanceof ScalarNode value) {
                SourceText inner = source.within(value);
                if (file.equals(OLD_FILE)) {
                    configuration(name, LineReader.read(inner, findings), source, value);
                } else if (file.equals(NEW_FILE)) {
                    for (Node document : YamlText.documents(inner, findings)) {
                        if (document instanceof MappingNode mapping) {
                            FlinkText text = NestedReader.read(mapping, inner, findings);
                            configuration(name, text, source, value);
                        }
                    }
                }
            }
        }
    }

    private void configuration(String name, FlinkText text, SourceText source, Node place) {
        configurations.put(name, text);
        new FlinkCheck(catalogue, version, Deployment.CONTAINER)
                .check(text, source.place(place), findings);
    }

    /** Looks at the containers of all documents. */
    public void finish() {
        for (Pending document : pending) {
            LimitCheck limits =
                    new LimitCheck(isCompose(document.root()), document.source(), findings);
            for (Container container :
                    ContainerScan.containers(document.root(), document.source(), findings)) {
                long limitBytes = limits.limitBytes(container);
                limits.request(container.node(), limitBytes);
                if (limitBytes > 0) {
                    new JvmCheck(findings).check(container, limitBytes);
                }
                flink(document, container, limitBytes, limits);
            }
        }
    }

    private static boolean isCompose(Node root) {
        return NodePath.find(root, "services") != null && NodePath.find(root, "kind") == null;
    }

    private void flink(Pending document, Container container, long limitBytes, LimitCheck limits) {
        FlinkText own = new FlinkText(container.options());
        if (!own.options().isEmpty()) {
            new FlinkCheck(catalogue, version, Deployment.CONTAINER)
                    .check(own, container.limitPlace(), findings);
        }
        String role = container.flinkRole();
        if (!role.isEmpty()) {
            Map<String, String> options = new LinkedHashMap<>();
            mounted(document.root()).options().forEach(option -> put(options, option));
            own.options().forEach(option -> put(options, option));
            limits.compare(
                    role,
                    limitBytes,
                    container.limitPlace(),
                    document.source().isExact(),
                    options,
                    version);
        }
    }

    private static void put(Map<String, String> options, WrittenOption option) {
        options.put(option.key(), option.value());
    }

    /** The configuration that a workload mounts, of those that are known. */
    private FlinkText mounted(Node root) {
        Node pod = NodePath.find(root, "spec", "template", "spec");
        for (Node volume :
                NodePath.items(pod == null ? NodePath.find(root, "spec") : pod, "volumes")) {
            FlinkText text = configurations.get(NodePath.text(volume, "configMap", "name"));
            if (text != null) {
                return text;
            }
        }
        return new FlinkText(List.of());
    }
}
