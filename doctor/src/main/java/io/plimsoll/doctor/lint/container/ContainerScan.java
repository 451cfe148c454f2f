package io.plimsoll.doctor.lint.container;

import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.doctor.lint.finding.Place;
import io.plimsoll.doctor.lint.flink.LineReader;
import io.plimsoll.doctor.lint.flink.WrittenOption;
import io.plimsoll.doctor.lint.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds the containers of a document: pods' containers, and charts' values of the same form. */
final class ContainerScan {

    private static final int MAX_DEPTH = 50;

    /** No manifest has as many: references to references do. */
    private static final int MAX_NODES = 200_000;

    private static final Pattern DYNAMIC = Pattern.compile("-D\\s*([\\w.-]+)=(\\S*)");
    private static final String PROPERTIES = "FLINK_PROPERTIES";
    private static final String RESOURCES = "resources";

    /** Where Compose has a service's limit. */
    private static final String[] DEPLOYED_LIMIT = {"deploy", RESOURCES, "limits", "memory"};

    private final SourceText source;
    private final Consumer<LintFinding> findings;
    private final List<Container> containers = new ArrayList<>();
    private int nodes;

    private ContainerScan(SourceText source, Consumer<LintFinding> findings) {
        this.source = source;
        this.findings = findings;
    }

    static List<Container> containers(
            Node root, SourceText source, Consumer<LintFinding> findings) {
        ContainerScan scan = new ContainerScan(source, findings);
        scan.find(root, 0);
        return scan.containers;
    }

    private void find(Node node, int depth) {
        if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
            return;
        }
        switch (node) {
            case MappingNode mapping -> {
                boolean service = NodePath.scalar(mapping, DEPLOYED_LIMIT) != null;
                if (limitOf(mapping) != null) {
                    containers.add(container(mapping));
                }
                for (NodeTuple entry : mapping.getValue()) {
                    // A service's limit is found with the service.
                    if (!service || !NodePath.nameOf(entry).equals(DEPLOYED_LIMIT[0])) {
                        find(entry.getValueNode(), depth + 1);
                    }
                }
            }
            case SequenceNode list -> list.getValue().forEach(item -> find(item, depth + 1));
            default -> {}
        }
    }

    private static @Nullable ScalarNode limitOf(Node mapping) {
        ScalarNode limit = NodePath.scalar(mapping, RESOURCES, "limits", "memory");
        return limit == null ? NodePath.scalar(mapping, DEPLOYED_LIMIT) : limit;
    }

    private Container container(MappingNode mapping) {
        ScalarNode limit = limitOf(mapping);
        if (limit == null) {
            throw new IllegalStateException("container without a limit");
        }
        Said said = new Said();
        said.collect(mapping, 0);
        return new Container(mapping, limit, source.place(limit), said.arguments, said.options);
    }

    /** What is said of a container. */
    private final class Said {

        private final List<JvmArgument> arguments = new ArrayList<>();
        private final List<WrittenOption> options = new ArrayList<>();

        void collect(Node node, int depth) {
            if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
                return;
            }
            switch (node) {
                case ScalarNode scalar -> scalar(scalar);
                case SequenceNode list -> list.getValue().forEach(item -> inner(item, depth));
                case MappingNode mapping -> {
                    if (isProperties(mapping)) {
                        properties(NodePath.scalar(mapping, "value"));
                        return;
                    }
                    for (NodeTuple entry : mapping.getValue()) {
                        entry(entry, depth);
                    }
                }
                default -> {}
            }
        }

        private void entry(NodeTuple entry, int depth) {
            String name = NodePath.nameOf(entry);
            if (name.equals(PROPERTIES) && entry.getValueNode() instanceof ScalarNode value) {
                properties(value);
            } else if (!name.equals(RESOURCES)) {
                inner(entry.getValueNode(), depth);
            }
        }

        /** A container within has its own. */
        private void inner(Node node, int depth) {
            if (limitOf(node) == null) {
                collect(node, depth + 1);
            }
        }

        private static boolean isProperties(MappingNode mapping) {
            return NodePath.text(mapping, "name").equals(PROPERTIES);
        }

        private void properties(@Nullable ScalarNode value) {
            if (value != null) {
                options.addAll(LineReader.read(source.within(value), findings).options());
            }
        }

        private void scalar(ScalarNode scalar) {
            String text = scalar.getValue();
            if (text.startsWith(PROPERTIES + "=")) {
                properties(scalar);
                return;
            }
            Matcher argument = JvmArgument.FORM.matcher(text);
            while (argument.find()) {
                arguments.add(
                        new JvmArgument(
                                argument.group(1),
                                argument.group(2),
                                place(scalar, argument.start(), argument.end()),
                                isOneLine(scalar)));
            }
            Matcher option = DYNAMIC.matcher(text);
            while (option.find()) {
                options.add(
                        new WrittenOption(
                                option.group(1),
                                "",
                                option.group(2),
                                place(scalar, option.start(1), option.end(1)),
                                place(scalar, option.start(2), option.end(2)),
                                isOneLine(scalar)));
            }
        }

        private Place place(ScalarNode scalar, int start, int end) {
            Place all = source.place(scalar);
            if (!isOneLine(scalar)) {
                return all;
            }
            int quote = scalar.getScalarStyle() == ScalarStyle.PLAIN ? 0 : 1;
            int line = all.region().line() - 1;
            int column = all.region().column() - 1 + quote;
            return source.place(line, column + start, column + end);
        }

        /** Whether characters of the value are at their places in the text. */
        private boolean isOneLine(ScalarNode scalar) {
            Place all = source.place(scalar);
            int quotes = scalar.getScalarStyle() == ScalarStyle.PLAIN ? 0 : 2;
            int width = all.region().endColumn() - all.region().column();
            return all.region().line() == all.region().endLine()
                    && width
                            == scalar.getValue().codePointCount(0, scalar.getValue().length())
                                    + quotes
                    && source.isExact();
        }
    }
}
