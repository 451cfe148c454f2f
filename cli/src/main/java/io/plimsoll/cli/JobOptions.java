package io.plimsoll.cli;

import io.plimsoll.cli.process.ByteSize;
import io.plimsoll.cli.process.LauncherSettings;
import io.plimsoll.cli.process.ProcessBudget;
import io.plimsoll.cli.report.JobFigures;
import io.plimsoll.cli.report.JobReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of every command that works on data. */
final class JobOptions {

    @SuppressWarnings("NullAway.Init") // set by picocli before anything is asked
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description =
                    "Budget of the whole process, its virtual machine included: at least 128m."
                            + " Default: a quarter of the container's or machine's memory, at most 4g.")
    private @Nullable String memory;

    @Option(
            names = "--temp-dir",
            paramLabel = "DIR",
            description =
                    "Where data goes that doesn't fit in memory; may be repeated. Default: TMPDIR, or"
                            + " the system's.")
    private List<Path> temporaryDirectories = new ArrayList<>();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads work. Default: as many as there are cores.")
    private @Nullable Integer threads;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Writes what was done, and in what memory, as JSON.")
    private @Nullable Path report;

    @Option(names = "--quiet", description = "Prints no progress and no summary.")
    private boolean quiet;

    @SuppressWarnings("UnusedVariable") // Failures asks picocli for it
    @Option(names = "--verbose", description = "Prints the stack trace of a failure.")
    private boolean verbose;

    private final LauncherSettings launcher = LauncherSettings.read();

    LauncherSettings launcher() {
        return launcher;
    }

    ProcessBudget budget() {
        try {
            long bytes = memory == null ? launcher.defaultMemoryBytes() : ByteSize.parse(memory);
            return ProcessBudget.of(bytes, launcher);
        } catch (IllegalArgumentException e) {
            String problem = String.valueOf(e.getMessage());
            throw usage(problem.startsWith("--memory") ? problem : "--memory: " + problem);
        }
    }

    List<Path> temporaryDirectories() {
        return temporaryDirectories.isEmpty()
                ? List.of(launcher.temporaryDirectory())
                : temporaryDirectories;
    }

    int threads() {
        Integer wanted = threads;
        if (wanted == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        if (wanted < 1) {
            throw usage("--threads " + wanted + " is too few (expected at least 1)");
        }
        return wanted;
    }

    /**
     * Tells what was done: in a line, and in a report if there is to be one.
     *
     * @param done what, in a few words
     * @param warning what its user should know, or null
     */
    void tell(String done, @Nullable String warning, JobFigures figures) throws IOException {
        if (report != null) {
            JobReport.write(report, Version.number(), figures);
        }
        if (quiet) {
            return;
        }
        PrintWriter err = spec.commandLine().getErr();
        if (warning != null) {
            err.println(warning);
        }
        err.println(done + JobReport.summary(figures));
    }

    boolean showsProgress() {
        return launcher.terminal() && !quiet;
    }

    ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
