package io.plimsoll.doctor.lint.flink;

import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.doctor.lint.finding.LintRule;
import io.plimsoll.doctor.lint.finding.Place;
import io.plimsoll.doctor.lint.source.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads {@code config.yaml}: YAML whose keys are nested, flat with dots between, or both. */
public final class NestedReader {

    /** Nobody nests options deeper; a file that does would use up the stack. */
    private static final int MAX_DEPTH = 50;

    /** No configuration has as many: references to references do. */
    private static final int MAX_ENTRIES = 10_000;

    private final SourceText source;
    private final Consumer<LintFinding> findings;
    private final List<WrittenOption> options = new ArrayList<>();
    private final Map<String, Place> seen = new HashMap<>();
    private int entries;

    private NestedReader(SourceText source, Consumer<LintFinding> findings) {
        this.source = source;
        this.findings = findings;
    }

    /** Returns the options of a mapping. */
    public static FlinkText read(
            MappingNode mapping, SourceText source, Consumer<LintFinding> findings) {
        NestedReader reader = new NestedReader(source, findings);
        reader.flatten(mapping, "", 0);
        return new FlinkText(reader.options);
    }

    private void flatten(MappingNode mapping, String outer, int depth) {
        if (depth > MAX_DEPTH) {
            shape(mapping, "is nested too deep (expected at most %d levels)".formatted(MAX_DEPTH));
            return;
        }
        Map<String, Place> here = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (++entries > MAX_ENTRIES) {
                return;
            }
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                shape(tuple.getKeyNode(), "a key is no name (expected a plain one)");
                continue;
            }
            String key = outer + name.getValue();
            Place place = source.place(name);
            Place before = here.put(key, place);
            if (before != null) {
                twice(key, place, before, "Flink doesn't start");
            }
            Place elsewhere = before == null ? seen.put(key, place) : null;
            boolean isOption = !(tuple.getValueNode() instanceof MappingNode);
            if (elsewhere != null && !elsewhere.equals(place) && isOption) {
                twice(key, place, elsewhere, "which of them Flink takes is chance");
            }
            value(key, outer, place, tuple.getValueNode(), depth);
        }
    }

    private void value(String key, String outer, Place place, Node value, int depth) {
        switch (value) {
            case MappingNode inner -> flatten(inner, key + ".", depth + 1);
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) ->
                    findings.accept(
                            LintFinding.of(
                                    LintRule.VALUE_MISSING,
                                    place,
                                    key + " has no value: Flink doesn't start",
                                    "give it one, or remove the line"));
            case ScalarNode scalar ->
                    options.add(
                            new WrittenOption(
                                    key,
                                    outer,
                                    scalar.getValue(),
                                    place,
                                    source.place(scalar),
                                    source.isExact()));
            case SequenceNode list ->
                    options.add(
                            new WrittenOption(
                                    key, outer, joined(list), place, source.place(list), false));
            default -> shape(value, key + " has no value that can be read");
        }
    }

    private void twice(String key, Place place, Place before, String consequence) {
        findings.accept(
                LintFinding.of(
                        LintRule.KEY_DUPLICATE,
                        place,
                        "%s is set twice, first in line %d: %s"
                                .formatted(key, before.region().line(), consequence),
                        "keep one of them"));
    }

    private static String joined(SequenceNode list) {
        List<String> names = new ArrayList<>();
        for (Node item : list.getValue()) {
            names.add(item instanceof ScalarNode scalar ? scalar.getValue() : "");
        }
        return String.join(";", names);
    }

    private void shape(Node node, String message) {
        findings.accept(LintFinding.of(LintRule.YAML_SHAPE, source.place(node), message));
    }
}
