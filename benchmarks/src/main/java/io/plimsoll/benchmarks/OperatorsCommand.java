package io.plimsoll.benchmarks;

import io.plimsoll.benchmarks.contest.MemorySize;
import io.plimsoll.benchmarks.duckdb.DuckDbLibrary;
import io.plimsoll.benchmarks.operators.OperatorBenchmark;
import io.plimsoll.benchmarks.operators.OperatorTask;
import io.plimsoll.benchmarks.operators.Tasks;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run operators}. */
@Command(
        name = "operators",
        description =
                "Sorts, groups and joins rows without files: Plimsoll's operators, DuckDB, and,"
                        + " with --threads 1, Flink's.")
final class OperatorsCommand implements Callable<Integer> {

    @Option(
            names = "--only",
            paramLabel = "REGEX",
            description = "The tasks to run, by name, such as '^join'. Default: all.")
    private String only = "";

    @Option(
            names = "--scale",
            paramLabel = "FACTOR",
            description =
                    "Multiplies numbers of rows and groups; below 1 for a quick look. Default:"
                            + " ${DEFAULT-VALUE}.")
    private double scale = 1;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            split = ",",
            description = "Budgets, each a contest of its own. Default: 256m.")
    private List<String> memory = List.of("256m");

    @Mixin private final ContestOptions options = new ContestOptions();

    @Override
    public Integer call() throws Exception {
        List<MemorySize> budgets = options.budgets(memory);
        List<OperatorTask> tasks = tasks();
        int threads = options.threads();
        int rounds = options.rounds();
        int exitCode = 0;
        for (OperatorTask task : tasks) {
            options.progress(task.name() + ": " + task.description());
            int code =
                    options.run((folder, contest, facts) -> {
                        DuckDbLibrary duckDb =
                                DuckDbLibrary.unpack(
                                        options.settings().jar("duckdb_jdbc"),
                                        options.settings().platform(),
                                        folder.path().resolve("duckdb"));
                        return new OperatorBenchmark(
                                        task,
                                        budgets,
                                        options.settings().platform().java(),
                                        options.settings().insideClassPath(),
                                        duckDb,
                                        threads)
                                .run(contest, rounds, facts);
                    });
            exitCode = Math.max(exitCode, code);
        }
        return exitCode;
    }

    private List<OperatorTask> tasks() {
        if (!(scale > 0)) {
            throw options.usage("--scale " + scale + " is no factor (expected above 0)");
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(only);
        } catch (PatternSyntaxException e) {
            throw options.usage("--only: " + e.getMessage());
        }
        List<OperatorTask> all = Tasks.all(scale);
        List<OperatorTask> chosen =
                all.stream().filter(task -> pattern.matcher(task.name()).find()).toList();
        if (chosen.isEmpty()) {
            throw options.usage(
                    "--only "
                            + only
                            + " is the name of no task (expected among "
                            + all.stream().map(OperatorTask::name).toList()
                            + ")");
        }
        return chosen;
    }
}
