package io.plimsoll.cli.configuration;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads {@code config.yaml}: YAML 1.2, whose keys may be nested, flat with dots between, or both. A
 * list of names becomes one value.
 */
final class YamlConfiguration {

    /** Nobody nests options deeper; a file that does would use up the stack. */
    private static final int MAX_DEPTH = 50;

    /** References to a part of the file multiply it: more are an attack. */
    private static final int MAX_ALIASES = 10;

    private final String name;
    private final Settings settings;

    private YamlConfiguration(String name, Settings settings) {
        this.name = name;
        this.settings = settings;
    }

    static void read(String text, String name, Settings settings) throws IOException {
        LoadSettings load =
                LoadSettings.builder()
                        .setLabel(name)
                        .setSchema(new CoreSchema())
                        .setMaxAliasesForCollections(MAX_ALIASES)
                        .build();
        try {
            Node root = new Compose(load).composeString(text).orElse(null);
            if (root == null) {
                return;
            }
            if (!(root instanceof MappingNode mapping)) {
                throw new IOException(name + ": is no configuration (expected 'key: value')");
            }
            new YamlConfiguration(name, settings).flatten(mapping, "", 0);
        } catch (MarkedYamlEngineException broken) {
            throw new IOException(
                    "%s%s: is not YAML: %s"
                            .formatted(
                                    name,
                                    broken.getProblemMark()
                                            .map(mark -> ":" + (mark.getLine() + 1))
                                            .orElse(""),
                                    broken.getProblem()),
                    broken);
        } catch (YamlEngineException broken) {
            throw new IOException(name + ": is not YAML: " + broken.getMessage(), broken);
        } catch (StackOverflowError tooDeep) {
            throw new IOException(name + ": is nested too deep", tooDeep);
        }
    }

    private void flatten(MappingNode mapping, String prefix, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException(
                    "%s: is nested too deep (expected at most %d levels)"
                            .formatted(place(mapping), MAX_DEPTH));
        }
        Set<String> here = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = prefix + scalar(tuple.getKeyNode());
            if (!here.add(key)) {
                throw new IOException(
                        "%s: %s is there twice (expected once: Flink doesn't start)"
                                .formatted(place(tuple.getKeyNode()), key));
            }
            switch (tuple.getValueNode()) {
                case MappingNode inner -> flatten(inner, key + ".", depth + 1);
                case SequenceNode list -> settings.put(key, joined(list), place(list));
                case ScalarNode value -> put(key, value);
                default ->
                        throw new IOException(
                                place(tuple.getValueNode()) + ": " + key + " has no value");
            }
        }
    }

    private void put(String key, ScalarNode value) throws IOException {
        if (value.getTag().equals(Tag.NULL)) {
            throw new IOException(
                    "%s: %s has no value (expected one, or no such line: Flink doesn't start)"
                            .formatted(place(value), key));
        }
        String before = settings.origin(key);
        if (before != null && before.startsWith(name + ":")) {
            settings.note(
                    "%s is set twice: %s, %s (which of them Flink takes is chance)"
                            .formatted(key, before, place(value)));
        }
        settings.put(key, scalar(value), place(value));
    }

    private String joined(SequenceNode list) throws IOException {
        List<String> names = new ArrayList<>();
        for (Node item : list.getValue()) {
            names.add(scalar(item));
        }
        return String.join(";", names);
    }

    private String scalar(Node node) throws IOException {
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.INT) ? decimal(scalar) : scalar.getValue();
        }
        throw new IOException(place(node) + ": is no name (expected a plain value)");
    }

    /** A whole number, which YAML lets be written to the base of eight or sixteen as well. */
    private static String decimal(ScalarNode number) {
        String text = number.getValue();
        if (text.startsWith("0x")) {
            return new BigInteger(text.substring(2), 16).toString();
        }
        return text.startsWith("0o") ? new BigInteger(text.substring(2), 8).toString() : text;
    }

    private String place(Node node) {
        return node.getStartMark().map(mark -> name + ":" + (mark.getLine() + 1)).orElse(name);
    }
}
