package io.plimsoll.benchmarks;

import io.plimsoll.benchmarks.contest.MemorySize;
import io.plimsoll.benchmarks.contest.WorkFolder;
import io.plimsoll.benchmarks.duckdb.DuckDbLibrary;
import io.plimsoll.benchmarks.sort.Filler;
import io.plimsoll.benchmarks.sort.GnuSort;
import io.plimsoll.benchmarks.sort.LineGenerator;
import io.plimsoll.benchmarks.sort.SortBenchmark;
import io.plimsoll.benchmarks.sort.SortInput;
import io.plimsoll.benchmarks.sort.SortTask;
import io.plimsoll.benchmarks.sort.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of benchmarks that sort, and what they lead to. */
final class SortOptions {

    /**
     * Input, reference, output, and temporary files of a tool that merges twice and compresses
     * nothing.
     */
    private static final int NEEDED_COPIES = 5;

    @Option(
            names = "--lines",
            paramLabel = "N",
            description = "How many lines of 100 bytes to sort. Default: ${DEFAULT-VALUE}.")
    private long lines = 5_000_000;

    @Option(
            names = "--filler",
            paramLabel = "constant|random",
            description =
                    "What fills lines up: it decides how well temporary files can be compressed."
                            + " Default: constant.")
    private Filler filler = Filler.CONSTANT;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            split = ",",
            description = "Budgets, each a contest of its own. Default: 128m,256m,1g.")
    private List<String> memory = List.of("128m", "256m", "1g");

    @Option(
            names = "--no-duckdb",
            description = "Leaves DuckDB out, and the search for its limits.")
    private boolean noDuckDb;

    @Mixin private final ContestOptions options = new ContestOptions();

    int run(Workload workload) throws IOException, InterruptedException {
        List<MemorySize> budgets = options.budgets(memory);
        if (lines < 1) {
            throw options.usage("--lines " + lines + " is too few (expected at least 1)");
        }
        Path gnu =
                GnuSort.find()
                        .orElseThrow(() ->
                                new IOException(
                                        "GNU sort is not on PATH (expected as sort or"
                                                + " gsort: install GNU coreutils)"));
        int threads = options.threads();
        int rounds = options.rounds();
        return options.run((folder, contest, facts) -> {
            SortTask task = task(workload, folder, gnu, threads);
            SortBenchmark benchmark =
                    new SortBenchmark(task, budgets, options.plimsoll(), gnu, duckDb(folder));
            return benchmark.run(contest, rounds, facts);
        });
    }

    private SortTask task(Workload workload, WorkFolder folder, Path gnu, int threads)
            throws IOException, InterruptedException {
        folder.requireFreeBytes(NEEDED_COPIES * lines * LineGenerator.LINE_BYTES);
        options.progress("generating " + lines + " lines");
        SortInput input =
                SortInput.generate(folder.path().resolve("input.txt"), workload, filler, lines);
        options.progress("sorting them for reference");
        return SortTask.withReference(input, folder.path().resolve("sorted.txt"), gnu, threads);
    }

    private Optional<DuckDbLibrary> duckDb(WorkFolder folder) throws IOException {
        return noDuckDb
                ? Optional.empty()
                : Optional.of(
                        DuckDbLibrary.unpack(
                                options.settings().jar("duckdb_jdbc"),
                                options.settings().platform(),
                                folder.path().resolve("duckdb")));
    }
}
