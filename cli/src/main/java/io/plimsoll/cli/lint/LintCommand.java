package io.plimsoll.cli.lint;

import io.plimsoll.cli.command.ExitCodes;
import io.plimsoll.cli.command.FlinkVersionOption;
import io.plimsoll.cli.command.StandardInput;
import io.plimsoll.cli.doctor.LogFile;
import io.plimsoll.cli.output.OutputFile;
import io.plimsoll.doctor.lint.Linter;
import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.doctor.lint.finding.LintLevel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plimsoll lint}. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = {
            "Finds what is wrong with memory before anything is started: in Flink's configuration,"
                    + " in manifests of Kubernetes and of Flink's operator, in values of charts.",
            "Files that belong together are read together: a ConfigMap counts for the Deployment"
                    + " that mounts it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing found, or notes only",
            "1:failure: a file can't be read; findings of the others are printed",
            "2:wrong usage",
            "10:warnings",
            "11:errors"
        },
        sortOptions = false)
public final class LintCommand implements Callable<Integer> {

    @SuppressWarnings("NullAway.Init") // set by picocli before it runs
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "What to look at: config.yaml, flink-conf.yaml, manifests, values.yaml; - is"
                            + " standard input.")
    private List<String> files = new ArrayList<>();

    @Mixin private final FlinkVersionOption flink = new FlinkVersionOption();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, or sarif, which code scanning reads.")
    private LintFormat output = LintFormat.TABLE;

    @Option(names = "--verbose", description = "Prints the stack trace of a failure.")
    private boolean verbose;

    @Override
    public Integer call() throws IOException {
        if (files.isEmpty()) {
            throw usage("nothing to read (expected FILE, or - for standard input)");
        }
        StandardInput.requireOnce(files, this::usage);
        Linter linter = new Linter(flink.version());
        List<UnreadFile> unread = new ArrayList<>();
        for (String file : files) {
            String name = LogFile.nameOf(file);
            try {
                linter.read(name, LintFile.text(file));
            } catch (IOException unreadable) {
                tell(unreadable);
                unread.add(new UnreadFile(name, String.valueOf(unreadable.getMessage())));
            }
        }
        LintReport report = new LintReport(linter.findings(), files.size() - unread.size(), unread);
        try (OutputFile out = OutputFile.standardOutput()) {
            out.stream().write(output.print(report).getBytes(StandardCharsets.UTF_8));
            out.commit();
        }
        return exitCode(report);
    }

    /** What can't be read keeps nobody from hearing of the rest. */
    private void tell(IOException unreadable) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("plimsoll: " + unreadable.getMessage());
        if (verbose) {
            unreadable.printStackTrace(err);
        }
        err.flush();
    }

    private static int exitCode(LintReport report) {
        if (!report.unread().isEmpty()) {
            return ExitCodes.FAILURE;
        }
        List<LintFinding> findings = report.findings();
        if (findings.stream().anyMatch(finding -> finding.level() == LintLevel.ERROR)) {
            return ExitCodes.CRITICAL_FINDINGS;
        }
        boolean warned = findings.stream().anyMatch(f -> f.level() == LintLevel.WARNING);
        return warned ? ExitCodes.FINDINGS : ExitCodes.OK;
    }

    private ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
