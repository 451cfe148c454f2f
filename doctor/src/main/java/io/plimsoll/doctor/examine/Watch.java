package io.plimsoll.doctor.examine;

import io.plimsoll.doctor.rule.Fact;
import io.plimsoll.doctor.rule.LinePattern;
import io.plimsoll.doctor.rule.Rule;
import io.plimsoll.doctor.rule.RuleBook;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that is watched for, and what was seen of it. For one thread. */
final class Watch {

    /** Names that inputs invent, such as options of a configuration, are kept up to this number. */
    private static final int MAX_OPTIONS = 2000;

    /** A pattern, and what to do when it matches: exactly one of rule and fact is there. */
    private record Watcher(LinePattern pattern, @Nullable Rule rule, @Nullable Fact fact) {}

    private final List<Watcher> watchers = new ArrayList<>();
    private final Map<Rule, Suspicion> suspicions = new LinkedHashMap<>();
    private final Map<String, String> facts = new HashMap<>();
    private final Map<String, String> options = new TreeMap<>();
    private final Set<String> givenUp = new LinkedHashSet<>();

    Watch(RuleBook book) {
        for (Fact fact : book.facts()) {
            fact.patterns().forEach(pattern -> watchers.add(new Watcher(pattern, null, fact)));
        }
        for (Rule rule : book.rules()) {
            rule.patterns().forEach(pattern -> watchers.add(new Watcher(pattern, rule, null)));
        }
    }

    /** The texts that lines must have for watchers to look at them, in the order of watchers. */
    List<String> texts() {
        return watchers.stream().map(watcher -> watcher.pattern().contains()).toList();
    }

    /** Looks at a line of which it is known which texts are in it. */
    void look(String source, long number, String line, BitSet found) {
        for (int i = found.nextSetBit(0);
                i >= 0 && i < watchers.size();
                i = found.nextSetBit(i + 1)) {
            look(source, number, line, watchers.get(i));
        }
    }

    /** Looks at a line of which nothing is known. */
    void look(String source, long number, String line) {
        for (Watcher watcher : watchers) {
            if (line.contains(watcher.pattern().contains())) {
                look(source, number, line, watcher);
            }
        }
    }

    private void look(String source, long number, String line, Watcher watcher) {
        LineMatch match;
        try {
            match = LineMatch.of(watcher.pattern(), line);
        } catch (BudgetedText.Exhausted tooLong) {
            giveUp(source, number, watcher);
            return;
        }
        if (match == null) {
            return;
        }
        Rule rule = watcher.rule();
        Fact fact = watcher.fact();
        if (rule != null) {
            suspicions
                    .computeIfAbsent(rule, added -> new Suspicion(added, suspicions.size()))
                    .add(source, number, line, match);
        } else if (fact != null) {
            addFact(fact, match);
        }
    }

    private void giveUp(String source, long number, Watcher watcher) {
        if (givenUp.size() < watchers.size()) {
            Rule rule = watcher.rule();
            givenUp.add(
                    "%s:%d: a pattern of %s took too long on this line and was given up"
                            .formatted(source, number, rule != null ? rule.id() : "a fact"));
        }
    }

    private void addFact(Fact fact, LineMatch match) {
        String value = match.values().text(Fact.GROUP);
        if (value == null) {
            return;
        }
        String key = match.values().text("key");
        if (key == null) {
            facts.put(fact.name(), value.strip());
        } else {
            tellOption(key, value.strip());
        }
    }

    /** Takes an option that the process was started with. */
    void tellOption(String key, String value) {
        if (options.size() < MAX_OPTIONS) {
            options.put(key, value);
        }
    }

    Map<Rule, Suspicion> suspicions() {
        return suspicions;
    }

    Map<String, String> facts() {
        return facts;
    }

    /** The options that inputs say the process was started with. */
    Map<String, String> options() {
        return options;
    }

    Set<String> givenUp() {
        return givenUp;
    }
}
