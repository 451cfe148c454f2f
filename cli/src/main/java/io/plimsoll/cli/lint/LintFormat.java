package io.plimsoll.cli.lint;

/** How findings are shown. */
enum LintFormat {
    /** For people, in a terminal. */
    TABLE,
    /** For programs. */
    JSON,
    /** For code scanning: SARIF 2.1.0. */
    SARIF;

    /** Returns a report as text, which ends with a newline. */
    String print(LintReport report) {
        return switch (this) {
            case TABLE -> LintTable.print(report);
            case JSON -> LintJson.print(report);
            case SARIF -> LintSarif.print(report);
        };
    }
}
