package io.plimsoll.benchmarks;

import io.plimsoll.benchmarks.contest.Contest;
import io.plimsoll.benchmarks.contest.MemorySize;
import io.plimsoll.benchmarks.contest.PlimsollProgram;
import io.plimsoll.benchmarks.contest.RunFolder;
import io.plimsoll.benchmarks.contest.WorkFolder;
import io.plimsoll.benchmarks.process.ChildRunner;
import io.plimsoll.benchmarks.process.ResourceMeter;
import io.plimsoll.benchmarks.report.Fact;
import io.plimsoll.benchmarks.report.JsonReport;
import io.plimsoll.benchmarks.report.Machine;
import io.plimsoll.benchmarks.report.MarkdownReport;
import io.plimsoll.benchmarks.report.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of every benchmark, and what they lead to. */
final class ContestOptions {

    @SuppressWarnings("NullAway.Init") // set by picocli before anything is asked
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help and ends.")
    private boolean help;

    @Option(
            names = "--rounds",
            paramLabel = "R",
            description = "How often each contestant runs. Default: ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads each contestant may use. Default: ${DEFAULT-VALUE}.")
    private int threads = 2;

    @Option(
            names = "--temp-dir",
            paramLabel = "DIR",
            description =
                    "Where data and temporary files go. Default: the system's temporary folder.")
    private @Nullable Path temporaryFolder;

    @Option(names = "--keep", description = "Keeps data, in a folder that is named in the end.")
    private boolean keep;

    @Option(
            names = "-o",
            paramLabel = "markdown|json",
            description = "What to print: a table, or each single run. Default: markdown.")
    private Format format = Format.MARKDOWN;

    private final Settings settings = Settings.read();

    /** What to print. */
    enum Format {
        MARKDOWN,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A benchmark that is ready to run. */
    @FunctionalInterface
    interface Benchmark {
        Results run(WorkFolder folder, Contest contest, List<Fact> circumstances)
                throws IOException, InterruptedException;
    }

    Settings settings() {
        return settings;
    }

    PlimsollProgram plimsoll() {
        return new PlimsollProgram(settings.home());
    }

    int rounds() {
        return atLeastOne("--rounds", rounds);
    }

    int threads() {
        return atLeastOne("--threads", threads);
    }

    List<MemorySize> budgets(List<String> texts) {
        try {
            return texts.stream().map(MemorySize::parse).distinct().toList();
        } catch (IllegalArgumentException e) {
            throw usage("--memory: " + e.getMessage());
        }
    }

    ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    void progress(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    /**
     * Runs a benchmark and prints what it found.
     *
     * @return the exit code
     */
    int run(Benchmark benchmark) throws IOException, InterruptedException {
        Path parent = temporaryFolder == null ? settings.temporaryFolder() : temporaryFolder;
        Results results;
        try (WorkFolder folder = WorkFolder.create(parent, keep)) {
            ChildRunner runner = new ChildRunner(ResourceMeter.ofThisMachine(), folder.path());
            folder.onAbandon(runner::stop);
            Contest contest =
                    new Contest(
                            runner, new RunFolder(folder.path().resolve("run")), this::progress);
            List<Fact> facts = new ArrayList<>(Machine.facts(settings.platform(), folder.path()));
            facts.add(new Fact("Measured", runner.description()));
            facts.add(
                    new Fact(
                            PlimsollProgram.NAME,
                            plimsoll().version() + " " + plimsoll().revision()));
            results = benchmark.run(folder, contest, facts);
            if (keep) {
                progress("kept: " + folder.path());
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                switch (format) {
                    case MARKDOWN -> MarkdownReport.of(results);
                    case JSON -> JsonReport.of(results);
                });
        out.flush();
        return results.allFinished() ? 0 : 1;
    }

    private int atLeastOne(String name, int value) {
        if (value < 1) {
            throw usage(name + " " + value + " is too few (expected at least 1)");
        }
        return value;
    }
}
