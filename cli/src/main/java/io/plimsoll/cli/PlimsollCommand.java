package io.plimsoll.cli;

import io.plimsoll.cli.aggregate.AggregateCommand;
import io.plimsoll.cli.command.Version;
import io.plimsoll.cli.doctor.DoctorCommand;
import io.plimsoll.cli.index.IndexCommand;
import io.plimsoll.cli.join.JoinCommand;
import io.plimsoll.cli.lint.LintCommand;
import io.plimsoll.cli.plan.PlanCommand;
import io.plimsoll.cli.search.SearchCommand;
import io.plimsoll.cli.sort.SortCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code plimsoll} itself: it does nothing without a subcommand. */
@Command(
        name = "plimsoll",
        description = "Put in as much data as you like, memory never goes over the line.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SortCommand.class,
            AggregateCommand.class,
            JoinCommand.class,
            IndexCommand.class,
            SearchCommand.class,
            PlanCommand.class,
            LintCommand.class,
            DoctorCommand.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:failure",
            "2:wrong usage",
            "10:findings",
            "11:critical findings"
        },
        footer = {
            "",
            "Sizes are written as 64m, 1g or 1GiB. FILE - is standard input; .gz files are read"
                    + " uncompressed.",
            "PLIMSOLL_JAVA_OPTS adds options for the virtual machine."
        })
final class PlimsollCommand implements Runnable {

    @SuppressWarnings("NullAway.Init") // set by picocli before it runs
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "no command (expected " + String.join(", ", spec.subcommands().keySet()) + ")");
    }
}
