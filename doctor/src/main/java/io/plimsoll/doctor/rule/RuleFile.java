package io.plimsoll.doctor.rule;

import io.plimsoll.doctor.finding.Severity;
import io.plimsoll.doctor.finding.Target;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a file of rules: YAML with the fields {@code facts} and {@code rules}. For one thread. */
final class RuleFile {

    private static final Set<String> RULE_FIELDS =
            Set.of(
                    "id",
                    "title",
                    "severity",
                    "rank",
                    "match",
                    "atLeast",
                    "largest",
                    "when",
                    "compute",
                    "causes",
                    "check",
                    "fix",
                    "follows",
                    "since",
                    "until",
                    "source");

    private static final int STANDARD_RANK = 50;

    private final String file;
    private final RuleNames names;
    private final List<Fact> facts = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();

    private RuleFile(String file, RuleBook known) {
        this.file = file;
        this.names = new RuleNames(known);
    }

    static RuleBook read(String text, String file, RuleBook known) throws RuleFileException {
        RuleFile reader = new RuleFile(file, known);
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            Node root =
                    new Compose(settings)
                            .composeString(text)
                            .orElseThrow(() -> new RuleFileException(file + ": is empty"));
            reader.readBook(new YamlFields(file, root));
        } catch (YamlEngineException notYaml) {
            throw new RuleFileException(file + ": is no YAML: " + notYaml.getMessage(), notYaml);
        }
        return new RuleBook(reader.facts, reader.rules);
    }

    private void readBook(YamlFields book) throws RuleFileException {
        book.allow(Set.of("facts", "rules"));
        Set<String> seen = new HashSet<>();
        for (Node node : book.list("facts")) {
            YamlFields fields = new YamlFields(file, node);
            fields.allow(Set.of("name", "match"));
            Fact fact = new Fact(fields.text("name"), patterns(fields));
            for (LinePattern pattern : fact.patterns()) {
                if (!RuleNames.groups(pattern).contains(Fact.GROUP)) {
                    throw fields.wrong("a pattern has no group " + Fact.GROUP);
                }
            }
            requireNew(seen, fact.name(), fields);
            names.addFact(fact.name());
            facts.add(fact);
        }
        for (Node node : book.list("rules")) {
            YamlFields fields = new YamlFields(file, node);
            Rule rule = rule(fields);
            requireNew(seen, rule.id(), fields);
            names.check(rule, fields);
            rules.add(rule);
        }
    }

    private static void requireNew(Set<String> seen, String name, YamlFields fields)
            throws RuleFileException {
        if (!seen.add(name)) {
            throw fields.wrong(name + " is there twice");
        }
    }

    private Rule rule(YamlFields fields) throws RuleFileException {
        fields.allow(RULE_FIELDS);
        String rank = fields.textOrNull("rank");
        String atLeast = fields.textOrNull("atLeast");
        return new Rule(
                fields.text("id"),
                fields.text("title"),
                fields.parsed("severity", text -> named(Severity.class, text)),
                rank == null ? STANDARD_RANK : fields.parsed("rank", Integer::parseInt),
                patterns(fields),
                atLeast == null ? 1 : fields.parsed("atLeast", Integer::parseInt),
                fields.parsedOrNull("largest", Expression::parse),
                fields.parsedOrNull("when", Expression::parse),
                computed(fields),
                advice(fields, "causes"),
                advice(fields, "check"),
                fixes(fields),
                fields.texts("follows"),
                fields.textOrNull("since"),
                fields.textOrNull("until"),
                fields.text("source"));
    }

    private static <E extends Enum<E>> E named(Class<E> type, String text) {
        try {
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "'%s' (expected one of %s)"
                            .formatted(
                                    text,
                                    List.of(type.getEnumConstants())
                                            .toString()
                                            .toLowerCase(Locale.ROOT)),
                    unknown);
        }
    }

    private List<LinePattern> patterns(YamlFields fields) throws RuleFileException {
        List<LinePattern> patterns = new ArrayList<>();
        for (Node node : fields.list("match")) {
            YamlFields pattern = new YamlFields(file, node);
            pattern.allow(Set.of("contains", "regex", "when"));
            Pattern regex = pattern.parsedOrNull("regex", Pattern::compile);
            Expression when = pattern.parsedOrNull("when", Expression::parse);
            patterns.add(pattern.parsed("contains", text -> new LinePattern(text, regex, when)));
        }
        if (patterns.isEmpty()) {
            throw fields.wrong("match is missing");
        }
        return patterns;
    }

    private static Map<String, Expression> computed(YamlFields fields) throws RuleFileException {
        Map<String, Expression> computed = new LinkedHashMap<>();
        YamlFields values = fields.fieldsOrNull("compute");
        if (values != null) {
            for (String name : values.names()) {
                computed.put(name, values.parsed(name, Expression::parse));
            }
        }
        return computed;
    }

    private Map<Target, List<Advice>> fixes(YamlFields fields) throws RuleFileException {
        Map<Target, List<Advice>> fixes = new EnumMap<>(Target.class);
        YamlFields targets = fields.fieldsOrNull("fix");
        if (targets == null) {
            throw fields.wrong("fix is missing");
        }
        targets.allow(Set.of("flink", "spark", "jvm", "k8s"));
        for (String name : targets.names()) {
            fixes.put(named(Target.class, name), advice(targets, name));
        }
        return fixes;
    }

    private List<Advice> advice(YamlFields fields, String name) throws RuleFileException {
        List<Advice> advice = new ArrayList<>();
        for (Node node : fields.list(name)) {
            if (node instanceof MappingNode) {
                YamlFields line = new YamlFields(file, node);
                line.allow(Set.of("say", "when", "otherwise"));
                advice.add(
                        new Advice(
                                line.parsed("say", Template::parse),
                                line.parsedOrNull("when", Expression::parse),
                                line.parsedOrNull("otherwise", Template::parse)));
            } else {
                try {
                    Template say = Template.parse(YamlFields.scalar(file, node));
                    advice.add(new Advice(say, null, null));
                } catch (IllegalArgumentException wrong) {
                    throw YamlFields.wrong(file, node, String.valueOf(wrong.getMessage()), wrong);
                }
            }
        }
        return advice;
    }
}
