package io.plimsoll.cli;

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
        CommandLine line = new CommandLine(new PlimsollCommand());
        Failures failures = new Failures();
        line.setParameterExceptionHandler(failures::usage);
        line.setExecutionExceptionHandler(failures::execution);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        // An argument such as @jdk is an input, not a file of arguments.
        line.setExpandAtFiles(false);
        try {
            return line.execute(args);
        } catch (OutOfMemoryError | StackOverflowError e) {
            return failures.report(line.getErr(), e, false);
        }
    }
}
