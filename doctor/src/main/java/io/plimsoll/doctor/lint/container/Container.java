package io.plimsoll.doctor.lint.container;

import io.plimsoll.doctor.lint.finding.Place;
import io.plimsoll.doctor.lint.flink.WrittenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A container and what is said of the process in it.
 *
 * @param node where all of it is said
 * @param limit its limit of memory
 * @param limitPlace where that is
 * @param arguments of a JVM, from arguments and variables
 * @param options of Flink, from the same
 */
record Container(
        MappingNode node,
        ScalarNode limit,
        Place limitPlace,
        List<JvmArgument> arguments,
        List<WrittenOption> options) {

    private static final Pattern ROLE =
            Pattern.compile("(?:^|[\\s/-])(?:(taskmanager|jobmanager)|standalone-job)(?:$|[\\s.])");

    Container {
        arguments = List.copyOf(arguments);
        options = List.copyOf(options);
    }

    /** The role of Flink that it has: taskmanager or jobmanager; empty if neither. */
    String flinkRole() {
        List<String> words = new ArrayList<>();
        for (String field : List.of("args", "command")) {
            for (Node word : NodePath.items(node, field)) {
                words.add(word instanceof ScalarNode scalar ? scalar.getValue() : "");
            }
            words.add(NodePath.text(node, field));
        }
        words.add(NodePath.text(node, "name"));
        for (String word : words) {
            Matcher role = ROLE.matcher(word);
            if (role.find()) {
                return role.group(1) == null ? "jobmanager" : role.group(1);
            }
        }
        return "";
    }
}
