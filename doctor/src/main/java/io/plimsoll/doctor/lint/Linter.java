package io.plimsoll.doctor.lint;

import io.plimsoll.doctor.lint.container.Manifests;
import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.doctor.lint.finding.LintRule;
import io.plimsoll.doctor.lint.finding.Place;
import io.plimsoll.doctor.lint.flink.FlinkCheck;
import io.plimsoll.doctor.lint.flink.FlinkText;
import io.plimsoll.doctor.lint.flink.LineReader;
import io.plimsoll.doctor.lint.flink.NestedReader;
import io.plimsoll.doctor.lint.source.SourceText;
import io.plimsoll.doctor.lint.source.YamlText;
import io.plimsoll.plan.flink.Deployment;
import io.plimsoll.plan.flink.key.KeyCatalogue;
import io.plimsoll.plan.flink.key.KeyVerdict;
import io.plimsoll.plan.flink.option.FlinkVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Looks for what is wrong with texts: configurations of Flink, manifests of Kubernetes, values of
 * charts. Texts that belong together are read into one linter. For one thread.
 */
public final class Linter {

    private static final String OLD_FILE = "flink-conf.yaml";
    private static final String NEW_FILE = "config.yaml";
    private static final String TEMPLATE = "{{";

    private final FlinkVersion version;
    private final KeyCatalogue catalogue = KeyCatalogue.standard();
    private final Set<LintFinding> findings = new LinkedHashSet<>();
    private final Manifests manifests;

    /** Creates a linter for a version of Flink, where texts don't say another. */
    public Linter(FlinkVersion version) {
        this.version = version;
        this.manifests = new Manifests(catalogue, version, findings::add);
    }

    /**
     * Takes a text.
     *
     * @param name its file's name; the last part of {@code flink-conf.yaml} is not read as YAML,
     *     which is how Flink reads it
     */
    public void read(String name, String text) {
        SourceText source = SourceText.ofFile(name, text);
        String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        if (file.equals(OLD_FILE)) {
            if (version.isAtLeast(2, 0)) {
                unread(source, NEW_FILE);
            }
            configuration(LineReader.read(source, findings::add), source);
            return;
        }
        if (file.equals(NEW_FILE) && !version.isAtLeast(1, 19)) {
            unread(source, OLD_FILE);
        }
        yaml(source, file.equals(NEW_FILE));
    }

    private void unread(SourceText source, String expected) {
        findings.add(
                LintFinding.of(
                        LintRule.FILE_UNREAD,
                        source.place(0, 0, 0),
                        "Flink %s does not read it".formatted(version),
                        "write " + expected));
    }

    private void yaml(SourceText source, boolean ofFlink) {
        List<LintFinding> broken = new ArrayList<>();
        List<Node> documents = YamlText.documents(source, broken::add);
        if (!broken.isEmpty() && source.text().contains(TEMPLATE)) {
            findings.add(template(broken.getFirst().place()));
        } else {
            findings.addAll(broken);
        }
        for (Node document : documents) {
            if (document instanceof MappingNode mapping) {
                document(mapping, source, ofFlink);
            } else if (!isEmpty(document)) {
                findings.add(
                        LintFinding.of(
                                LintRule.YAML_SHAPE,
                                source.place(document),
                                "is no configuration (expected key: value)"));
            }
        }
    }

    private static boolean isEmpty(Node document) {
        return document instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    private void document(MappingNode mapping, SourceText source, boolean ofFlink) {
        List<LintFinding> ofKeys = new ArrayList<>();
        FlinkText text = NestedReader.read(mapping, source, ofKeys::add);
        templates(ofKeys, source);
        boolean manifest = text.find("kind") != null && text.find("apiVersion") != null;
        boolean configuration = !manifest && (ofFlink || isOfFlink(text));
        if (configuration) {
            findings.addAll(ofKeys);
            configuration(text, source);
        }
        if (!ofFlink) {
            // A chart's values may name options and size containers, too.
            manifests.add(mapping, source);
        }
    }

    /** Two braces of a template are a mapping whose key is a mapping, to a reader of YAML. */
    private void templates(List<LintFinding> ofKeys, SourceText source) {
        if (!source.text().contains(TEMPLATE)) {
            return;
        }
        ofKeys.stream()
                .filter(finding -> finding.rule() == LintRule.YAML_SHAPE)
                .findFirst()
                .ifPresent(finding -> findings.add(template(finding.place())));
        ofKeys.removeIf(finding -> finding.rule() == LintRule.YAML_SHAPE);
    }

    private static LintFinding template(Place place) {
        return LintFinding.of(
                LintRule.TEMPLATE,
                place,
                "is a template: what is computed here is not looked at",
                "render it first: helm template");
    }

    /** Whether there is an option of Flink: one that is merely near another may be anyone's. */
    private boolean isOfFlink(FlinkText text) {
        return text.options().stream()
                .anyMatch(option ->
                        switch (catalogue.judge(option.key(), version)) {
                            case KeyVerdict.Foreign _ -> false;
                            case KeyVerdict.Unknown _ -> catalogue.isOfAFamily(option.key());
                            case KeyVerdict.Read _,
                                    KeyVerdict.OfAnotherVersion _,
                                    KeyVerdict.Invented _ ->
                                    true;
                        });
    }

    private void configuration(FlinkText text, SourceText source) {
        new FlinkCheck(catalogue, version, Deployment.STANDALONE)
                .check(text, source.place(0, 0, 0), findings::add);
    }

    /** Returns what was found in all texts, in the order of their names and places. */
    public List<LintFinding> findings() {
        manifests.finish();
        return findings.stream()
                .sorted(
                        Comparator.comparing(LintFinding::place)
                                .thenComparing(LintFinding::rule)
                                .thenComparing(LintFinding::message))
                .toList();
    }
}
