package io.plimsoll.benchmarks;

import io.plimsoll.benchmarks.contest.PlimsollProgram;
import io.plimsoll.benchmarks.contest.WorkFolder;
import io.plimsoll.benchmarks.micro.MemoryBenchmarks;
import io.plimsoll.benchmarks.micro.MicroContest;
import io.plimsoll.benchmarks.micro.jmh.Effort;
import io.plimsoll.benchmarks.micro.jmh.JmhProgram;
import io.plimsoll.benchmarks.micro.result.MicroGroup;
import io.plimsoll.benchmarks.micro.result.MicroJson;
import io.plimsoll.benchmarks.micro.result.MicroReport;
import io.plimsoll.benchmarks.micro.result.MicroResults;
import io.plimsoll.benchmarks.report.Fact;
import io.plimsoll.benchmarks.report.Machine;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run memory}. */
@Command(
        name = "memory",
        description =
                "Measures segments, pages, blocks and reservations with JMH:"
                        + " Plimsoll, Flink, Netty, Arrow, Agrona, malloc.")
final class MemoryCommand implements Callable<Integer> {

    private static final int QUICK_FORKS = 1;

    @SuppressWarnings("NullAway.Init") // set by picocli before it runs
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help and ends.")
    private boolean help;

    @Option(
            names = "--only",
            paramLabel = "PATTERN",
            description =
                    "Runs those whose name this regular expression is found in: segment,"
                            + " 'segment off-heap random', 'bulk compare', pages, ...")
    private String only = "";

    @Option(
            names = "--forks",
            paramLabel = "N",
            description =
                    "Virtual machines that measure each case, one in each round."
                            + " Default: 5, with --quick 1.")
    private int forks = -1;

    @Option(
            names = "--quick",
            description = "Measures a shorter time: for development, not for showing.")
    private boolean quick;

    @Option(
            names = "-o",
            paramLabel = "markdown|json",
            description = "What to print: tables, or each single figure. Default: markdown.")
    private ContestOptions.Format format = ContestOptions.Format.MARKDOWN;

    private final Settings settings = Settings.read();

    @Override
    public Integer call() throws Exception {
        List<MicroGroup> groups = groups();
        Effort effort = quick ? Effort.QUICK : Effort.HONEST;
        MicroResults results;
        try (WorkFolder folder = WorkFolder.create(settings.temporaryFolder(), false)) {
            folder.onAbandon(() ->
                    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly));
            JmhProgram jmh =
                    new JmhProgram(
                            settings.platform().java(), settings.insideClassPath(), folder.path());
            results = new MicroResults(facts(jmh, effort));
            new MicroContest(groups, jmh, effort, this::progress).run(rounds(), results);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                switch (format) {
                    case MARKDOWN -> MicroReport.markdown(results);
                    case JSON -> MicroJson.of(results);
                });
        out.flush();
        return results.isComplete() ? 0 : 1;
    }

    private int rounds() {
        int defaulted = quick ? QUICK_FORKS : 5;
        if (forks == 0 || forks < -1) {
            throw usage("--forks " + forks + " is too few (expected at least 1)");
        }
        return forks == -1 ? defaulted : forks;
    }

    private List<MicroGroup> groups() {
        List<MicroGroup> chosen;
        try {
            chosen = MicroContest.only(MemoryBenchmarks.all(), Pattern.compile(only));
        } catch (PatternSyntaxException e) {
            throw usage("--only " + only + ": " + e.getDescription());
        }
        if (chosen.isEmpty()) {
            throw usage("--only " + only + " is found in no name (expected e.g. segment)");
        }
        return chosen;
    }

    private List<Fact> facts(JmhProgram jmh, Effort effort) throws InterruptedException {
        List<Fact> facts = new ArrayList<>(Machine.facts(settings.platform()));
        PlimsollProgram plimsoll = new PlimsollProgram(settings.home());
        facts.add(new Fact("Plimsoll", plimsoll.revision()));
        facts.add(new Fact("Libraries", jmh.libraries()));
        facts.add(new Fact("Rounds", rounds() + ", each with its own virtual machine: " + effort));
        facts.add(new Fact("Flags of all of them", JmhProgram.flags()));
        return facts;
    }

    private ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    private void progress(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
