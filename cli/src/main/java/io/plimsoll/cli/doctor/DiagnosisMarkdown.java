package io.plimsoll.cli.doctor;

import io.plimsoll.doctor.finding.Diagnosis;
import io.plimsoll.doctor.finding.Evidence;
import io.plimsoll.doctor.finding.Finding;
import io.plimsoll.doctor.finding.Target;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A diagnosis for a ticket. What comes from inputs stands in code, where it can do no harm. */
final class DiagnosisMarkdown {

    private static final String FENCE = "```";

    private final StringBuilder text = new StringBuilder();

    String print(Diagnosis diagnosis) {
        for (Finding finding : diagnosis.findings()) {
            print(finding);
        }
        diagnosis.notes().forEach(note -> line("- " + note));
        line("_" + DiagnosisTable.summary(diagnosis) + "_");
        return text.toString();
    }

    private void print(Finding finding) {
        line("## %s (%s)".formatted(finding.title(), finding.rule()));
        line("");
        String severity = finding.severity().name().toLowerCase(Locale.ROOT);
        String because =
                finding.follows().isEmpty()
                        ? ""
                        : ", probably a consequence of " + String.join(", ", finding.follows());
        line("**%s**, in %d lines%s".formatted(severity, finding.matches(), because));
        line("");
        line(FENCE);
        for (Evidence evidence : finding.evidence()) {
            line("%s: %s".formatted(evidence.place(), evidence.text().replace(FENCE, "'''")));
        }
        line(FENCE);
        list("Cause", finding.causes());
        list("Check", finding.checks());
        for (Map.Entry<Target, List<String>> fix : finding.fixes().entrySet()) {
            list(
                    "Change (%s)".formatted(fix.getKey().name().toLowerCase(Locale.ROOT)),
                    fix.getValue());
        }
        line("Source: " + finding.reference());
        line("");
    }

    private void list(String title, List<String> lines) {
        line("");
        line("### " + title);
        line("");
        lines.forEach(each -> line("- " + each.replace("<", "\\<").replace("*", "\\*")));
        line("");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
