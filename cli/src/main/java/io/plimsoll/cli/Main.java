package io.plimsoll.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;

/** Where the process starts. */
public final class Main {

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs a command and returns its exit code. */
    static int run(String[] args) {
        return run(new CommandLine(new PlimsollCommand()), args);
    }

    /**
     * Runs a command and returns its exit code.
     *
     * @param out where help goes; data goes to the process's own standard output
     * @param err where everything else goes but progress
     */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new PlimsollCommand());
        line.setOut(out);
        line.setErr(err);
        return run(line, args);
    }

    private static int run(CommandLine line, String[] args) {
        Failures failures = new Failures();
        line.setParameterExceptionHandler(failures::usage);
        line.setExecutionExceptionHandler(failures::execution);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        // An argument such as @jdk is an input, not a file of arguments.
        line.setExpandAtFiles(false);
        try {
            return line.execute(args);
        } catch (Error e) {
            return failures.report(line.getErr(), e, List.of(args).contains("--verbose"));
        }
    }
}
