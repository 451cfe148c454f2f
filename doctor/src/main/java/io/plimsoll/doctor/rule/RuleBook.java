package io.plimsoll.doctor.rule;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules, and the facts that they use.
 *
 * @param facts the facts, each by a name of its own
 * @param rules the rules, each with an id of its own
 */
public record RuleBook(List<Fact> facts, List<Rule> rules) {

    private static final String STANDARD = "rules.yaml";

    /** Keeps copies of the lists. */
    public RuleBook {
        facts = List.copyOf(facts);
        rules = List.copyOf(rules);
    }

    /** Returns the rules that come with this module. */
    public static RuleBook standard() throws IOException {
        try (InputStream in = RuleBook.class.getResourceAsStream(STANDARD)) {
            if (in == null) {
                throw new IOException(STANDARD + ": is missing in the module");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return RuleFile.read(text, STANDARD, new RuleBook(List.of(), List.of()));
        }
    }

    /**
     * Adds a file of rules: those with an id or name that is known replace it.
     *
     * @param text the file's content
     * @param name its name, for messages
     * @throws RuleFileException if something in it is not understood
     */
    public RuleBook with(String text, String name) throws RuleFileException {
        RuleBook added = RuleFile.read(text, name, this);
        Map<String, Fact> allFacts = new LinkedHashMap<>();
        facts.forEach(fact -> allFacts.put(fact.name(), fact));
        added.facts.forEach(fact -> allFacts.put(fact.name(), fact));
        Map<String, Rule> allRules = new LinkedHashMap<>();
        rules.forEach(rule -> allRules.put(rule.id(), rule));
        added.rules.forEach(rule -> allRules.put(rule.id(), rule));
        return new RuleBook(new ArrayList<>(allFacts.values()), new ArrayList<>(allRules.values()));
    }
}
