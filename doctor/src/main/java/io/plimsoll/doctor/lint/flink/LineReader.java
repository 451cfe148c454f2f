package io.plimsoll.doctor.lint.flink;

import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.doctor.lint.finding.LintLevel;
import io.plimsoll.doctor.lint.finding.LintRule;
import io.plimsoll.doctor.lint.finding.Place;
import io.plimsoll.doctor.lint.source.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads {@code flink-conf.yaml} as Flink does: not as YAML, but line by line. A key, a colon, a
 * blank and a value; {@code #} begins a comment wherever it stands; other lines are skipped; of a
 * key that is there twice the last one holds.
 */
public final class LineReader {

    private static final String SEPARATOR = ": ";

    /** No configuration has more. */
    private static final int MAX_LINES = 10_000;

    private final SourceText source;
    private final Consumer<LintFinding> findings;
    private final List<WrittenOption> options = new ArrayList<>();
    private final Map<String, Place> seen = new HashMap<>();

    private LineReader(SourceText source, Consumer<LintFinding> findings) {
        this.source = source;
        this.findings = findings;
    }

    /** Returns the options of a text. */
    public static FlinkText read(SourceText source, Consumer<LintFinding> findings) {
        LineReader reader = new LineReader(source, findings);
        int number = 0;
        for (String line : source.text().lines().limit(MAX_LINES).toList()) {
            reader.line(line, number++);
        }
        return new FlinkText(reader.options);
    }

    private void line(String line, int number) {
        int comment = line.indexOf('#');
        String content = comment < 0 ? line : line.substring(0, comment);
        if (content.isBlank()) {
            return;
        }
        int start = content.length() - content.stripLeading().length();
        int end = content.stripTrailing().length();
        int separator = content.indexOf(SEPARATOR, start);
        Place all = source.place(number, start, end);
        if (separator < 0 || separator + SEPARATOR.length() > end || separator == start) {
            skipped(content.strip(), all);
            return;
        }
        String key = content.substring(start, separator).strip();
        String value = content.substring(separator + SEPARATOR.length()).strip();
        if (comment > 0 && !Character.isWhitespace(line.charAt(comment - 1))) {
            findings.accept(
                    LintFinding.of(
                            LintRule.LINE_SKIPPED,
                            source.place(number, comment, line.length()),
                            "%s is cut to '%s': in this file # begins a comment wherever it stands"
                                    .formatted(key, value),
                            "a value without #; config.yaml, which later versions read, can quote"
                                    + " it"));
        }
        add(
                new WrittenOption(
                        key,
                        "",
                        value,
                        source.place(number, start, start + key.length()),
                        source.place(number, end - value.length(), end),
                        source.isExact()));
    }

    private void skipped(String content, Place place) {
        boolean variable = content.startsWith("FLINK_PROPERTIES=");
        if (variable || content.equals("---") || content.startsWith("%")) {
            return;
        }
        String why =
                content.endsWith(":")
                        ? "this file is not nested, and an option without a value is none"
                        : "expected a key, a colon, a blank and a value";
        LintFinding finding =
                LintFinding.of(
                        LintRule.LINE_SKIPPED,
                        place,
                        "Flink skips '%s': %s".formatted(content, why),
                        "write key: value");
        int colon = content.indexOf(':');
        int equals = content.indexOf('=');
        int at = colon > 0 ? colon : equals;
        boolean clear = at > 0 && at < content.length() - 1 && source.isExact();
        findings.accept(
                clear
                        ? finding.replacing(
                                place,
                                content.substring(0, at).strip()
                                        + SEPARATOR
                                        + content.substring(at + 1).strip())
                        : finding);
    }

    private void add(WrittenOption option) {
        Place before = seen.put(option.key(), option.keyPlace());
        if (before != null) {
            findings.accept(
                    LintFinding.of(
                                    LintRule.KEY_DUPLICATE,
                                    option.keyPlace(),
                                    "%s is set twice: this line replaces line %d"
                                            .formatted(option.key(), before.region().line()),
                                    "keep one of them")
                            .at(LintLevel.WARNING));
        }
        options.add(option);
    }
}
