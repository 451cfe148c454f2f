package io.plimsoll.benchmarks.operators;

import io.plimsoll.benchmarks.contest.Account;
import io.plimsoll.benchmarks.contest.MemorySize;
import io.plimsoll.benchmarks.contest.RunFolder;
import io.plimsoll.benchmarks.duckdb.DuckDbLibrary;
import io.plimsoll.benchmarks.process.ChildCommand;
import java.util.List;
import java.util.Map;

/**
 * DuckDB: rows from {@code range}, through a query, to a sum.
 *
 * @param limit for {@code memory_limit}, which counts DuckDB's own buffers only
 */
public record DuckDbEngine(
        DuckDbLibrary library, Answers answers, int threads, MemorySize limit, MemorySize budget)
        implements Engine {

    /** How it is called in tables. */
    public static final String NAME = "DuckDB";

    @Override
    public String tool() {
        return NAME;
    }

    @Override
    public String setting() {
        return "memory_limit " + shownLimit();
    }

    @Override
    public DuckDbEngine withLimit(MemorySize other) {
        return new DuckDbEngine(library, answers, threads, other, budget);
    }

    /** DuckDB's MB are decimal. */
    private String shownLimit() {
        return (limit.bytes() >> 20) + "MiB";
    }

    @Override
    public ChildCommand command(RunFolder folder) {
        List<String> statements =
                List.of(
                        "SET memory_limit = " + quoted(shownLimit()),
                        "SET threads = " + threads,
                        "SET temp_directory = " + quoted(folder.temporary().toString()),
                        // What its manual advises when memory is short.
                        "SET preserve_insertion_order = false",
                        "COPY ("
                                + answers.task().sql().orElseThrow()
                                + ") TO "
                                + quoted(folder.output().toString())
                                + " (FORMAT csv, HEADER false, DELIMITER ' ')");
        return new ChildCommand(library.command(statements), Map.of("MALLOC_ARENA_MAX", "1"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    @Override
    public Account account(RunFolder folder) {
        return Account.NONE;
    }
}
