package io.plimsoll.cli.doctor;

import io.plimsoll.doctor.bridge.Basis;
import io.plimsoll.doctor.bridge.Bridge;
import io.plimsoll.doctor.bridge.Part;

/** What the memory of a process consists of, for a ticket. */
final class BridgeMarkdown {

    private BridgeMarkdown() {}

    /** Returns it as text, which ends with an empty line. */
    static String print(Bridge bridge) {
        StringBuilder text =
                new StringBuilder("## Memory of process %d\n\n".formatted(bridge.pid()));
        BridgeTable.head(bridge).forEach(line -> text.append(escaped(line)).append("  \n"));
        text.append("\n| | resident | committed | limit | source |\n|---|--:|--:|--:|---|\n");
        for (Part part : bridge.parts()) {
            boolean unknown = part.basis() == Basis.UNKNOWN;
            text.append(
                    "| %s | %s | %s | %s | %s |\n"
                            .formatted(
                                    part.kind().label(),
                                    unknown ? "unknown" : BridgeTable.size(part.residentBytes()),
                                    BridgeTable.size(part.committedBytes()),
                                    BridgeTable.size(part.limitBytes()),
                                    escaped(part.source())));
        }
        text.append('\n');
        bridge.notes().forEach(note -> text.append("- ").append(escaped(note)).append('\n'));
        return text.append(bridge.notes().isEmpty() ? "" : "\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("<", "\\<").replace("*", "\\*");
    }
}
