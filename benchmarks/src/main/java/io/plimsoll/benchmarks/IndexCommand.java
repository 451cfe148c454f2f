package io.plimsoll.benchmarks;

import io.plimsoll.benchmarks.contest.MemorySize;
import io.plimsoll.benchmarks.index.IndexBenchmark;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run index}. */
@Command(name = "index", description = "Builds an inverted index at several budgets.")
final class IndexCommand implements Callable<Integer> {

    @Option(
            names = "--input",
            paramLabel = "INPUT",
            description = "What to index. Default: ${DEFAULT-VALUE}, the sources of the JDK.")
    private String input = "@jdk";

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            split = ",",
            description = "Budgets, each a contest of its own. Default: 128m,256m.")
    private List<String> memory = List.of("128m", "256m");

    @Mixin private final ContestOptions options = new ContestOptions();

    @Override
    public Integer call() throws Exception {
        List<MemorySize> budgets = options.budgets(memory);
        IndexBenchmark benchmark =
                new IndexBenchmark(input, budgets, options.threads(), options.rounds());
        return options.run(
                (_, contest, facts) -> benchmark.run(options.plimsoll(), contest, facts));
    }
}
