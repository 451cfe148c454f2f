package io.plimsoll.cli.lint;

import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.doctor.lint.finding.LintLevel;
import java.util.List;
import java.util.Locale;

/** Findings for people: a line that editors can jump to, and what to do below it. */
final class LintTable {

    private LintTable() {}

    static String print(LintReport report) {
        if (report.files() == 0) {
            return "";
        }
        List<LintFinding> findings = report.findings();
        StringBuilder text = new StringBuilder();
        for (LintFinding finding : findings) {
            text.append(
                    "%s: %s: %s [%s]\n"
                            .formatted(
                                    finding.place(),
                                    finding.level().name().toLowerCase(Locale.ROOT),
                                    finding.message(),
                                    finding.rule().id()));
            String lead = finding.cures().size() > 1 ? "  or  " : "  do  ";
            for (int i = 0; i < finding.cures().size(); i++) {
                text.append(i == 0 ? "  do  " : lead).append(finding.cures().get(i)).append('\n');
            }
        }
        if (!findings.isEmpty()) {
            text.append('\n');
        }
        return text.append(summary(report)).append('\n').toString();
    }

    private static String summary(LintReport report) {
        int unread = report.unread().size();
        String others = unread == 0 ? "" : ", and %d that can't be read".formatted(unread);
        String read = count(report.files(), "file") + others;
        List<LintFinding> findings = report.findings();
        if (findings.isEmpty()) {
            return read + ": nothing found";
        }
        return "%s: %s, %s, %s"
                .formatted(
                        read,
                        count(of(findings, LintLevel.ERROR), "error"),
                        count(of(findings, LintLevel.WARNING), "warning"),
                        count(of(findings, LintLevel.NOTE), "note"));
    }

    private static long of(List<LintFinding> findings, LintLevel level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    private static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
