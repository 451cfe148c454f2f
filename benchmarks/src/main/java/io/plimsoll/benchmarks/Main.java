package io.plimsoll.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run}. */
@Command(
        name = "benchmarks/run",
        description =
                "Measures Plimsoll beside its peers. How, and what is fair: docs/benchmarks.md.",
        synopsisSubcommandLabel = "BENCHMARK",
        subcommands = {
            SortCommand.class,
            SortKeysCommand.class,
            IndexCommand.class,
            MemoryCommand.class,
            SpillCommand.class,
            OperatorsCommand.class,
            HelpCommand.class
        })
public final class Main implements Runnable {

    @SuppressWarnings("NullAway.Init") // set by picocli before it runs
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help and ends.")
    private boolean help;

    /** For picocli. */
    Main() {}

    /** Runs a benchmark and ends the process: 0 if every run was right, 1 if not, 2 wrong usage. */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Main());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((failure, _) -> usage(failure));
        line.setExecutionExceptionHandler((failure, command, _) -> report(failure, command));
        System.exit(line.execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no benchmark (expected e.g. sort)");
    }

    private static int usage(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + failure.getMessage());
        command.getErr().println("Try '" + name + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    private static int report(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        if (failure instanceof IOException) {
            err.println("benchmarks: " + failure.getMessage());
        } else {
            failure.printStackTrace(err);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
