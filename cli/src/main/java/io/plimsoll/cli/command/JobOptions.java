package io.plimsoll.cli.command;

import io.plimsoll.cli.output.OutputFile;
import io.plimsoll.cli.report.JobFigures;
import io.plimsoll.cli.report.JobReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that takes a while: how many threads, and what it tells. */
public final class JobOptions extends ProcessOptions {

    /** With less memory for each, more threads make a job slower rather than faster. */
    private static final long BYTES_PER_THREAD = 16 << 20;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = WholeNumber.class,
            description =
                    "How many threads work at most: fewer where memory is short. Default: as many as"
                            + " there are cores, and no more than one for each 16m of memory.")
    private @Nullable Integer threads;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Writes what was done, and in what memory, as JSON.")
    private @Nullable Path report;

    @Option(names = "--quiet", description = "Prints no progress and no summary.")
    private boolean quiet;

    public int threads() {
        Integer wanted = threads;
        if (wanted == null) {
            int cores = Runtime.getRuntime().availableProcessors();
            return Math.clamp(memoryBytes() / BYTES_PER_THREAD, 1, cores);
        }
        if (wanted < 1) {
            throw usage("--threads " + wanted + " is too few (expected at least 1)");
        }
        return wanted;
    }

    /**
     * Sees whether the report can be written, before the work rather than after it.
     *
     * @throws IOException when it can't be
     */
    public void checkReport() throws IOException {
        if (report != null) {
            OutputFile.check(report);
        }
    }

    public boolean showsProgress() {
        return hasTerminal() && !quiet;
    }

    /**
     * Tells what was done: in a line, and in a report if there is to be one.
     *
     * @param done what, in a few words
     * @param warning what its user should know, or null
     */
    public void tell(String done, @Nullable String warning, JobFigures figures) throws IOException {
        if (report != null) {
            JobReport.write(report, Version.number(), figures);
        }
        if (quiet) {
            return;
        }
        PrintWriter err = err();
        if (warning != null) {
            err.println(warning);
        }
        err.println(done + JobReport.summary(figures));
    }
}
