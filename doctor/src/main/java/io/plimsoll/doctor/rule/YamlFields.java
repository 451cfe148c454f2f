package io.plimsoll.doctor.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The fields of a mapping in a file of rules, which are taken one by one. For one thread. */
final class YamlFields {

    private final String file;
    private final Node node;
    private final Map<String, Node> fields = new LinkedHashMap<>();

    YamlFields(String file, Node node) throws RuleFileException {
        this.file = file;
        this.node = node;
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(file, node, "expected fields, each 'name: value'", null);
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String name = scalar(file, tuple.getKeyNode());
            if (fields.put(name, tuple.getValueNode()) != null) {
                throw wrong(file, tuple.getKeyNode(), name + " is there twice", null);
            }
        }
    }

    /** Refuses fields that nobody takes. */
    void allow(Set<String> names) throws RuleFileException {
        for (Map.Entry<String, Node> field : fields.entrySet()) {
            if (!names.contains(field.getKey())) {
                String why = "there is no field %s (expected %s)".formatted(field.getKey(), names);
                throw wrong(file, field.getValue(), why, null);
            }
        }
    }

    Set<String> names() {
        return fields.keySet();
    }

    String text(String name) throws RuleFileException {
        return scalar(file, required(name));
    }

    @Nullable String textOrNull(String name) throws RuleFileException {
        Node value = fields.get(name);
        return value == null ? null : scalar(file, value);
    }

    /** What a function makes of a text; its complaints get file and line. */
    <T> T parsed(String name, Function<String, T> parser) throws RuleFileException {
        return parse(required(name), parser);
    }

    /** As {@link #parsed}; null if there is no such field. */
    <T> @Nullable T parsedOrNull(String name, Function<String, T> parser) throws RuleFileException {
        Node value = fields.get(name);
        return value == null ? null : parse(value, parser);
    }

    private <T> T parse(Node value, Function<String, T> parser) throws RuleFileException {
        try {
            return parser.apply(scalar(file, value));
        } catch (IllegalArgumentException wrong) {
            throw wrong(file, value, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** The elements of a list; none if there is no such field. One value is a list of one. */
    List<Node> list(String name) {
        Node value = fields.get(name);
        if (value == null) {
            return List.of();
        }
        return value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value);
    }

    List<String> texts(String name) throws RuleFileException {
        List<String> texts = new ArrayList<>();
        for (Node element : list(name)) {
            texts.add(scalar(file, element));
        }
        return texts;
    }

    @Nullable YamlFields fieldsOrNull(String name) throws RuleFileException {
        Node value = fields.get(name);
        return value == null ? null : new YamlFields(file, value);
    }

    RuleFileException wrong(String why) {
        return wrong(file, node, why, null);
    }

    private Node required(String name) throws RuleFileException {
        Node value = fields.get(name);
        if (value == null) {
            throw wrong(name + " is missing");
        }
        return value;
    }

    static String scalar(String file, Node node) throws RuleFileException {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong(file, node, "expected a text", null);
    }

    static RuleFileException wrong(String file, Node node, String why, @Nullable Throwable cause) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        String message = "%s:%d: %s".formatted(file, line, why);
        return cause == null
                ? new RuleFileException(message)
                : new RuleFileException(message, cause);
    }
}
