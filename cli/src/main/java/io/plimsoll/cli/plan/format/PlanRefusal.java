package io.plimsoll.cli.plan.format;

import io.plimsoll.cli.plan.answer.PlanAnswer.Refused;
import io.plimsoll.plan.remedy.Remedy;
import java.util.List;

/** Why there is no plan, for people, and what would help. */
public final class PlanRefusal {

    private static final int MAX_REMEDIES = 6;

    private PlanRefusal() {}

    /** Prints it; it ends with a newline. */
    public static String print(Refused refused) {
        StringBuilder text = new StringBuilder();
        text.append("no plan for %s\n".formatted(refused.subject()));
        text.append("  %s\n".formatted(refused.conflict().message()));
        if (!refused.settings().isEmpty()) {
            text.append("\n  at odds:\n");
            refused.settings().forEach(setting -> text.append("    %s\n".formatted(setting)));
        }
        List<Remedy> remedies = refused.remedies();
        if (!remedies.isEmpty()) {
            text.append("\n  any of these would do, the smallest change first:\n");
            remedies.stream()
                    .limit(MAX_REMEDIES)
                    .forEach(remedy -> text.append("    %s\n".formatted(remedy)));
            remedies.stream()
                    .skip(MAX_REMEDIES)
                    .filter(PlanRefusal::sizesTheProcess)
                    .forEach(remedy -> text.append("    %s\n".formatted(remedy)));
        }
        refused.notes().forEach(note -> text.append("  note: %s\n".formatted(note)));
        return text.toString();
    }

    /** Most users can do nothing else: it is shown wherever it stands. */
    private static boolean sizesTheProcess(Remedy remedy) {
        return remedy.changes().size() == 1
                && remedy.changes().getFirst().option().endsWith("process.size")
                && remedy.changes().getFirst().to() != null;
    }
}
