package io.plimsoll.doctor.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names that rules may use: a misspelt one would silently drop advice. For one thread. */
final class RuleNames {

    private final Set<String> facts = new HashSet<>(StatedNames.ALL);

    RuleNames(RuleBook known) {
        known.facts().forEach(fact -> facts.add(fact.name()));
    }

    void addFact(String name) {
        facts.add(name);
    }

    /** The names of the groups of a pattern. */
    static Set<String> groups(LinePattern pattern) {
        return pattern.regex() == null ? Set.of() : pattern.regex().namedGroups().keySet();
    }

    /** Refuses names in a rule that neither it nor a fact defines. */
    void check(Rule rule, YamlFields fields) throws RuleFileException {
        Set<String> known = new HashSet<>(facts);
        rule.patterns().forEach(pattern -> known.addAll(groups(pattern)));
        for (LinePattern pattern : rule.patterns()) {
            require(known, pattern.when(), fields);
        }
        require(known, rule.largest(), fields);
        for (var computed : rule.compute().entrySet()) {
            require(known, computed.getValue(), fields);
            known.add(computed.getKey());
        }
        require(known, rule.when(), fields);
        List<Advice> all =
                Stream.concat(
                                Stream.of(rule.causes(), rule.checks()),
                                rule.fixes().values().stream())
                        .flatMap(List::stream)
                        .toList();
        for (Advice advice : all) {
            require(known, advice.say().names(), fields);
            require(known, advice.when(), fields);
            if (advice.otherwise() != null) {
                require(known, advice.otherwise().names(), fields);
            }
        }
    }

    private static void require(
            Set<String> known, @Nullable Expression expression, YamlFields fields)
            throws RuleFileException {
        if (expression != null) {
            require(known, expression.names(), fields);
        }
    }

    private static void require(Set<String> known, Set<String> used, YamlFields fields)
            throws RuleFileException {
        for (String name : used) {
            if (!known.contains(name)) {
                throw fields.wrong("nothing defines " + name);
            }
        }
    }
}
