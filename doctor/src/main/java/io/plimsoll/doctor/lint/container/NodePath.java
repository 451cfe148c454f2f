package io.plimsoll.doctor.lint.container;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds nodes by the names that lead to them. */
final class NodePath {

    private NodePath() {}

    /** The node at a path; null if there is none. */
    static @Nullable Node find(@Nullable Node node, String... names) {
        Node current = node;
        for (String name : names) {
            current = current instanceof MappingNode mapping ? value(mapping, name) : null;
        }
        return current;
    }

    private static @Nullable Node value(MappingNode mapping, String name) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (name.equals(nameOf(tuple))) {
                return tuple.getValueNode();
            }
        }
        return null;
    }

    /** The scalar at a path; null if there is none. */
    static @Nullable ScalarNode scalar(@Nullable Node node, String... names) {
        return find(node, names) instanceof ScalarNode scalar ? scalar : null;
    }

    /** The text at a path; empty if there is none. */
    static String text(@Nullable Node node, String... names) {
        ScalarNode scalar = scalar(node, names);
        return scalar == null ? "" : scalar.getValue();
    }

    /** The items of a list at a path; empty if there is none. */
    static List<Node> items(@Nullable Node node, String... names) {
        return find(node, names) instanceof SequenceNode list ? list.getValue() : List.of();
    }

    /** The name of an entry; empty if it is not plain. */
    static String nameOf(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode name ? name.getValue() : "";
    }
}
