package io.plimsoll.benchmarks;

import io.plimsoll.benchmarks.sort.Workload;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code benchmarks/run sort}. */
@Command(
        name = "sort",
        description = "Sorts lines as LC_ALL=C sort does: Plimsoll, GNU sort, DuckDB.")
final class SortCommand implements Callable<Integer> {

    @Mixin private final SortOptions options = new SortOptions();

    @Override
    public Integer call() throws Exception {
        return options.run(Workload.LINES);
    }
}
