package io.plimsoll.cli;

import io.plimsoll.cli.command.ExitCodes;
import io.plimsoll.cli.output.ClosedPipeException;
import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.MemoryReservationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one message and an exit code. */
final class Failures {

    /** What other tools, and {@code plimsoll plan}, call what a process may have. */
    private static final Set<String> SIZES = Set.of("--size", "--mem", "--max-memory", "-m", "-S");

    private static final int MAX_SUGGESTIONS = 3;

    /** Wrong options or arguments. */
    int usage(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        err.println(name + ": " + message(failure, command));
        err.println("Try '" + name + " --help'.");
        return ExitCodes.USAGE;
    }

    private static String message(ParameterException failure, CommandLine command) {
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !command.getSubcommands().isEmpty()) {
            return "'"
                    + unmatched.getUnmatched().getFirst()
                    + "' is no command (expected "
                    + String.join(", ", command.getSubcommands().keySet())
                    + ")";
        }
        if (failure instanceof UnmatchedArgumentException unmatched
                && unmatched.isUnknownOption()) {
            return failure.getMessage() + likely(unmatched, command);
        }
        return String.valueOf(failure.getMessage());
    }

    /** The options that may have been meant. */
    private static String likely(UnmatchedArgumentException unmatched, CommandLine command) {
        String typed = unmatched.getUnmatched().getFirst().replaceFirst("=.*", "");
        if (SIZES.contains(typed) && command.getCommandSpec().findOption("--memory") != null) {
            return " (expected --memory SIZE, the budget of the whole process)";
        }
        List<String> near =
                unmatched.getSuggestions().stream()
                        .filter(option -> option.startsWith("-"))
                        .map(option -> option.replaceFirst("[= ].*", ""))
                        .distinct()
                        .limit(MAX_SUGGESTIONS)
                        .toList();
        return near.isEmpty() ? "" : " (expected perhaps " + String.join(", ", near) + ")";
    }

    /** A command that failed. */
    int execution(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof ParameterException wrongUsage) {
            return usage(wrongUsage, new String[0]);
        }
        boolean verbose = command.getParseResult().hasMatchedOption("--verbose");
        return report(command.getErr(), failure, verbose);
    }

    int report(PrintWriter err, Throwable failure, boolean verbose) {
        if (failure instanceof ClosedPipeException) {
            return ExitCodes.OK;
        }
        err.println("plimsoll: " + message(failure));
        if (verbose) {
            failure.printStackTrace(err);
        }
        return ExitCodes.FAILURE;
    }

    private static String message(Throwable failure) {
        return switch (failure) {
            case IOException io when io.getMessage() != null -> io.getMessage();
            case MemoryReservationException memory -> String.valueOf(memory.getMessage());
            case MemoryAllocationException memory -> String.valueOf(memory.getMessage());
            case CancellationException cancelled -> "cancelled";
            case OutOfMemoryError heap ->
                    "out of Java heap: " + heap.getMessage() + " (expected a larger --memory)";
            default -> "internal error: " + failure + " (--verbose shows where)";
        };
    }
}
