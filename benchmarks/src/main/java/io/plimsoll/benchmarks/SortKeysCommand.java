package io.plimsoll.benchmarks;

import io.plimsoll.benchmarks.sort.Workload;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code benchmarks/run sort-keys}. */
@Command(
        name = "sort-keys",
        description = "Sorts rows by a column of numbers: Plimsoll, GNU sort, DuckDB.")
final class SortKeysCommand implements Callable<Integer> {

    @Mixin private final SortOptions options = new SortOptions();

    @Override
    public Integer call() throws Exception {
        return options.run(Workload.KEYS);
    }
}
