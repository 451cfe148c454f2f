package io.plimsoll.cli.lint;

import io.plimsoll.doctor.lint.finding.LintFinding;
import java.util.List;

/**
 * What a call found.
 *
 * @param findings in the files that were read
 * @param files how many were read
 * @param unread the others
 */
record LintReport(List<LintFinding> findings, int files, List<UnreadFile> unread) {

    /** Keeps copies of the lists. */
    LintReport {
        findings = List.copyOf(findings);
        unread = List.copyOf(unread);
    }
}
