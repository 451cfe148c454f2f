package io.plimsoll.doctor.lint.finding;

import java.util.List;

/**
 * Something that is wrong, where, and what to write instead.
 *
 * @param rule the rule that found it
 * @param level how bad it is here
 * @param place where it is
 * @param message what is wrong
 * @param cures what to do, any of which is enough, the best first
 * @param fixes changes of the text that do it; empty if none can be told
 */
public record LintFinding(
        LintRule rule,
        LintLevel level,
        Place place,
        String message,
        List<String> cures,
        List<TextFix> fixes) {

    /** Keeps copies of the lists. */
    public LintFinding {
        cures = List.copyOf(cures);
        fixes = List.copyOf(fixes);
    }

    /** Describes a finding of its rule's own level, without a change of the text. */
    public static LintFinding of(LintRule rule, Place place, String message, String... cures) {
        return new LintFinding(rule, rule.level(), place, message, List.of(cures), List.of());
    }

    /** Returns this finding with a replacement that ends it. */
    public LintFinding replacing(Place what, String text) {
        TextFix fix = new TextFix("write " + text, List.of(new TextFix.Edit(what, text)));
        return new LintFinding(rule, level, place, message, cures, List.of(fix));
    }

    /** Returns this finding with another message. */
    public LintFinding saying(String other) {
        return new LintFinding(rule, level, place, other, cures, fixes);
    }

    /** Returns this finding as one of another level. */
    public LintFinding at(LintLevel other) {
        return new LintFinding(rule, other, place, message, cures, fixes);
    }
}
