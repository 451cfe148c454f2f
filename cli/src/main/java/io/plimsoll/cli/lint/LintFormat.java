package io.plimsoll.cli.lint;

import io.plimsoll.doctor.lint.finding.LintFinding;
import java.util.List;

/** How findings are shown. */
enum LintFormat {
    /** For people, in a terminal. */
    TABLE,
    /** For programs. */
    JSON,
    /** For code scanning: SARIF 2.1.0. */
    SARIF;

    /** Returns the findings as text, which ends with a newline. */
    String print(List<LintFinding> findings, int files) {
        return switch (this) {
            case TABLE -> LintTable.print(findings, files);
            case JSON -> LintJson.print(findings, files);
            case SARIF -> LintSarif.print(findings);
        };
    }
}
