package io.plimsoll.cli.doctor;

import io.plimsoll.doctor.finding.Diagnosis;

/** How a diagnosis is shown. */
public enum DiagnosisFormat {
    /** For people, in a terminal. */
    TABLE,
    /** For programs. */
    JSON,
    /** For tickets. */
    MARKDOWN;

    /** Returns the diagnosis as text, which ends with a newline. */
    public String print(Diagnosis diagnosis) {
        return switch (this) {
            case TABLE -> new DiagnosisTable().print(diagnosis);
            case JSON -> DiagnosisJson.print(diagnosis);
            case MARKDOWN -> new DiagnosisMarkdown().print(diagnosis);
        };
    }
}
