package io.plimsoll.cli.plan.format;

import io.plimsoll.cli.plan.answer.PlanAnswer.Refused;
import io.plimsoll.plan.remedy.Change;
import io.plimsoll.plan.remedy.Remedy;
import java.util.List;
import java.util.stream.Collectors;

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
                    .forEach(remedy -> text.append("    %s\n".formatted(words(remedy))));
            remedies.stream()
                    .skip(MAX_REMEDIES)
                    .filter(PlanRefusal::sizesTheProcess)
                    .forEach(remedy -> text.append("    %s\n".formatted(words(remedy))));
        }
        refused.notes().forEach(note -> text.append("  note: %s\n".formatted(note)));
        return text.toString();
    }

    private static String words(Remedy remedy) {
        return remedy.changes().stream().map(PlanRefusal::words).collect(Collectors.joining(", "));
    }

    /** Flink's options are set in a file; those of another JVM, without a dot, are typed. */
    private static String words(Change change) {
        if (change.option().contains(".")) {
            return change.toString();
        }
        String now = change.from() == null ? "" : " (now %s)".formatted(change.from());
        return change.to() == null
                ? "no --%s%s".formatted(change.option(), now)
                : "--%s %s%s".formatted(change.option(), change.to(), now);
    }

    /** Most users can do nothing else: it is shown wherever it stands. */
    private static boolean sizesTheProcess(Remedy remedy) {
        return remedy.changes().size() == 1
                && remedy.changes().getFirst().option().endsWith("process.size")
                && remedy.changes().getFirst().to() != null;
    }
}
