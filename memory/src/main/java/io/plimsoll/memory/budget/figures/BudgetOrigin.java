package io.plimsoll.memory.budget.figures;

import java.util.Locale;

/**
 * Who said how large a budget is, and so what to change when it is too small.
 *
 * @param kind who said it
 * @param words the same for people
 * @param availableBytes of what the budget is a fraction; 0 if it is none
 * @param plannedLimit whether the limit of the process, if there is one, is from the plan
 */
public record BudgetOrigin(Kind kind, String words, long availableBytes, boolean plannedLimit) {

    private static final int MEBIBYTE = 1 << 20;

    /** Who sizes budgets. */
    public enum Kind {
        /** The program. */
        PROGRAM,
        /** The container or the machine. */
        CONTAINER,
        /** {@code plimsoll plan}. */
        PLAN
    }

    /** A budget that the program sized. */
    public static BudgetOrigin ofProgram(long bytes) {
        return new BudgetOrigin(Kind.PROGRAM, "memorySizeBytes=" + bytes, 0, false);
    }

    /**
     * How to have a larger budget.
     *
     * @param maxBytes what it can be resized to while it is in use
     */
    public String howToRaise(long bytes, long maxBytes) {
        String how =
                bytes <= maxBytes
                        ? "MemoryManager.resize does it while the manager is in use"
                        : "when the manager is built: resize goes up to maxMemorySizeBytes="
                                + maxBytes;
        return switch (kind) {
            case PROGRAM ->
                    "raise memorySizeBytes of the memory manager to %d (%s)".formatted(bytes, how);
            case CONTAINER ->
                    "raise the budget of the memory manager to %d (%s; it is %s: %s)"
                            .formatted(bytes, how, words, fraction(bytes));
            case PLAN ->
                    "raise the budget of the memory manager to %d (%s; it was planned: --managed %s of `plimsoll plan` would do)"
                            .formatted(bytes, how, mebibytes(bytes));
        };
    }

    private String fraction(long bytes) {
        double fraction = Math.ceil(100.0 * bytes / availableBytes) / 100;
        return fraction <= 1
                ? String.format(Locale.ROOT, "%.2f of it would do", fraction)
                : "all of it would not do";
    }

    /**
     * How to have a higher limit of the process.
     *
     * @param limitBytes what it is
     * @param enoughBytes with what there would have been room
     */
    public String howToRaiseLimit(long limitBytes, long enoughBytes) {
        return plannedLimit
                ? "raise --size of `plimsoll plan` by %s (processLimitBytes of the memory manager to %d)"
                        .formatted(mebibytes(enoughBytes - limitBytes), enoughBytes)
                : "raise processLimitBytes of the memory manager to " + enoughBytes;
    }

    private static String mebibytes(long bytes) {
        return Math.ceilDiv(bytes, MEBIBYTE) + "m";
    }
}
