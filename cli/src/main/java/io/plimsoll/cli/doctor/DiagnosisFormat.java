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

    /**
     * Returns the diagnosis as text, which ends with a newline.
     *
     * @param observed what was looked at beside files, which is shown first
     */
    String print(Diagnosis diagnosis, Observed observed) {
        return switch (this) {
            case TABLE ->
                    observed.cluster().map(ClusterTable::print).orElse("")
                            + observed.bridge().map(BridgeTable::print).orElse("")
                            + new DiagnosisTable().print(diagnosis);
            case JSON -> DiagnosisJson.print(diagnosis, observed);
            case MARKDOWN ->
                    observed.cluster().map(ClusterMarkdown::print).orElse("")
                            + observed.bridge().map(BridgeMarkdown::print).orElse("")
                            + new DiagnosisMarkdown().print(diagnosis);
        };
    }
}
