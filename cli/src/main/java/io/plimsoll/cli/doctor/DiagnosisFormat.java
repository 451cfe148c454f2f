package io.plimsoll.cli.doctor;

import io.plimsoll.doctor.bridge.Bridge;
import io.plimsoll.doctor.finding.Diagnosis;

import java.util.Optional;

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
     * @param bridge what the memory of a running process consists of, if one was looked at
     */
    public String print(Diagnosis diagnosis, Optional<Bridge> bridge) {
        return switch (this) {
            case TABLE ->
                    bridge.map(BridgeTable::print).orElse("")
                            + new DiagnosisTable().print(diagnosis);
            case JSON -> DiagnosisJson.print(diagnosis, bridge);
            case MARKDOWN ->
                    bridge.map(BridgeMarkdown::print).orElse("")
                            + new DiagnosisMarkdown().print(diagnosis);
        };
    }
}
