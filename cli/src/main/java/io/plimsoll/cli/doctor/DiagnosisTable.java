package io.plimsoll.cli.doctor;

import io.plimsoll.doctor.finding.Diagnosis;
import io.plimsoll.doctor.finding.Evidence;
import io.plimsoll.doctor.finding.Finding;
import io.plimsoll.doctor.finding.Severity;
import io.plimsoll.doctor.finding.Target;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A diagnosis in a terminal. Changes are not wrapped: they are copied. */
final class DiagnosisTable {

    private static final int COLUMNS = 110;
    private static final int INDENT = 10;

    private final StringBuilder text = new StringBuilder();

    String print(Diagnosis diagnosis) {
        for (Finding finding : diagnosis.findings()) {
            print(finding);
        }
        diagnosis.notes().forEach(note -> wrapped("note", note));
        text.append(summary(diagnosis)).append('\n');
        return text.toString();
    }

    /** What was found in how much, in one line. */
    static String summary(Diagnosis diagnosis) {
        long critical =
                diagnosis.findings().stream()
                        .filter(finding -> finding.severity() == Severity.CRITICAL)
                        .count();
        int findings = diagnosis.findings().size();
        String found =
                findings == 0
                        ? "nothing found"
                        : "%d finding%s, %d critical"
                                .formatted(findings, findings == 1 ? "" : "s", critical);
        return String.format(Locale.ROOT, "%s, in %,d lines", found, diagnosis.lines());
    }

    private void print(Finding finding) {
        text.append(
                "%s  %s  (%s)\n".formatted(finding.severity(), finding.title(), finding.rule()));
        if (!finding.follows().isEmpty()) {
            wrapped("because", "probably a consequence of " + String.join(", ", finding.follows()));
        }
        boolean first = true;
        for (Evidence evidence : finding.evidence()) {
            line(first ? "seen" : "", evidence.place());
            line("", "  " + evidence.text());
            first = false;
        }
        long more = finding.matches() - finding.evidence().size();
        if (more > 0) {
            line("", "and %d more".formatted(more));
        }
        section("cause", finding.causes());
        section("check", finding.checks());
        for (Map.Entry<Target, List<String>> fix : finding.fixes().entrySet()) {
            String label = fix.getKey().name().toLowerCase(Locale.ROOT);
            for (String change : fix.getValue()) {
                line(label, change);
                label = "";
            }
        }
        line("source", finding.reference());
        text.append('\n');
    }

    private void section(String label, List<String> lines) {
        String next = label;
        for (String line : lines) {
            wrapped(next, line);
            next = "";
        }
    }

    private void wrapped(String label, String words) {
        String next = label;
        StringBuilder line = new StringBuilder();
        for (String word : words.split(" ", -1)) {
            if (!line.isEmpty() && INDENT + line.length() + 1 + word.length() > COLUMNS) {
                line(next, line.toString());
                next = "";
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        line(next, line.toString());
    }

    private void line(String label, String content) {
        String padded = "  " + label + " ".repeat(Math.max(0, INDENT - 2 - label.length()));
        text.append(padded).append(content).append('\n');
    }
}
