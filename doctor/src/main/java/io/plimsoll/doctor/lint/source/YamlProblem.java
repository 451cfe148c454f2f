package io.plimsoll.doctor.lint.source;

import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.doctor.lint.finding.LintRule;
import io.plimsoll.doctor.lint.finding.Place;
import io.plimsoll.doctor.lint.finding.Region;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** What keeps a text from being YAML, in words of who wrote it rather than of who parses it. */
final class YamlProblem {

    private YamlProblem() {}

    /** Describes where reading ended, where what is unfinished began, and what to do. */
    static LintFinding of(MarkedYamlEngineException broken, SourceText source) {
        Place start = source.place(0, 0, 0);
        Place place = broken.getProblemMark().map(source::place).orElse(start);
        Region begin = broken.getContextMark().map(source::place).orElse(place).region();
        String opened = "line %d, column %d".formatted(begin.line(), begin.column());
        String problem = String.valueOf(broken.getProblem());
        return switch (String.valueOf(broken.getContext())) {
            case "while parsing a flow sequence" ->
                    finding(
                            place,
                            "the [ in " + opened + " is not closed before this",
                            "close it with ], or put a comma between its items");
            case "while parsing a flow mapping" ->
                    finding(
                            place,
                            "the { in " + opened + " is not closed before this",
                            "close it with }, or put a comma between its entries");
            case "while scanning a quoted scalar" ->
                    finding(place, "the quote in " + opened + " is not closed", "close it");
            case "while parsing a block mapping", "while parsing a block collection" ->
                    finding(
                            place,
                            "this does not continue what begins in %s by its indentation"
                                    .formatted(opened),
                            "indent it as its neighbours of the same level are");
            case "while scanning a simple key" ->
                    finding(
                            place,
                            "line %d is neither a key with a colon nor part of a value"
                                    .formatted(begin.line()),
                            "write key: value there");
            default -> other(place, problem);
        };
    }

    private static LintFinding other(Place place, String problem) {
        if (problem.startsWith("mapping values are not allowed")) {
            return finding(
                    place,
                    "a colon where no key can be",
                    "indent the line as the one before it, or quote the value with the colon");
        }
        if (problem.contains("\\t(TAB)")) {
            return finding(place, "a tab where a line is indented", "indent with blanks");
        }
        if (problem.startsWith("found character ")) {
            return finding(
                    place,
                    "a value can't begin with " + problem.split(" ")[2],
                    "put quotes around the value");
        }
        return LintFinding.of(LintRule.YAML_BROKEN, place, "is not YAML: " + problem);
    }

    private static LintFinding finding(Place place, String message, String cure) {
        return LintFinding.of(LintRule.YAML_BROKEN, place, "is not YAML: " + message, cure);
    }
}
