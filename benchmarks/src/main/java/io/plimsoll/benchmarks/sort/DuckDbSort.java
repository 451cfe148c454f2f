package io.plimsoll.benchmarks.sort;

import io.plimsoll.benchmarks.contest.Account;
import io.plimsoll.benchmarks.contest.Contestant;
import io.plimsoll.benchmarks.contest.MemorySize;
import io.plimsoll.benchmarks.contest.RunFolder;
import io.plimsoll.benchmarks.duckdb.DuckDbLibrary;
import io.plimsoll.benchmarks.process.ChildCommand;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * DuckDB: from a file, through ORDER BY, to a file.
 *
 * @param limit for {@code memory_limit}, which counts DuckDB's own buffers only
 * @param budget what the whole process may take
 */
public record DuckDbSort(DuckDbLibrary library, SortTask task, MemorySize limit, MemorySize budget)
        implements Contestant {

    static final String NAME = "DuckDB";

    @Override
    public String tool() {
        return NAME;
    }

    @Override
    public String setting() {
        return "memory_limit " + shownLimit();
    }

    /** The same with another limit. */
    DuckDbSort withLimit(MemorySize other) {
        return new DuckDbSort(library, task, other, budget);
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
                        "SET threads = " + task.threads(),
                        "SET temp_directory = " + quoted(folder.temporary().toString()),
                        // What its manual advises when memory is short. ORDER BY holds all the
                        // same.
                        "SET preserve_insertion_order = false",
                        copyStatement(folder));
        // As for Plimsoll: what the allocator keeps back is resident, too.
        return new ChildCommand(library.command(statements), Map.of("MALLOC_ARENA_MAX", "1"));
    }

    /** Reads and writes lines as they are: nothing is a quote, an escape or a comment. */
    private String copyStatement(RunFolder folder) {
        Columns columns = columns();
        String delimiter = quoted(columns.delimiter());
        return "COPY (SELECT * FROM read_csv("
                + quoted(task.input().file().toString())
                + ", columns = {"
                + columns.definitions()
                + "}, header = false, auto_detect = false, delim = "
                + delimiter
                + ", quote = '', escape = '', comment = '', new_line = '\\n') ORDER BY "
                + columns.order()
                + ") TO "
                + quoted(folder.output().toString())
                + " (FORMAT csv, HEADER false, DELIMITER "
                + delimiter
                + ", QUOTE '', ESCAPE '')";
    }

    /**
     * A workload's columns in DuckDB's words.
     *
     * @param definitions as {@code read_csv} takes them
     * @param delimiter between them
     * @param order as ORDER BY takes it
     */
    private record Columns(String definitions, String delimiter, String order) {}

    private Columns columns() {
        return switch (task.input().workload()) {
            // No line holds this byte, so that all of it is one column.
            case LINES -> new Columns("'line': 'VARCHAR'", "\u0001", "line");
            // The first column has a fixed width: columns tie and differ as whole rows do.
            case KEYS ->
                    new Columns(
                            "'word': 'VARCHAR', 'number': 'BIGINT', 'filler': 'VARCHAR'",
                            ",",
                            "number, word, filler");
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    @Override
    public Account account(RunFolder folder) {
        return Account.NONE;
    }

    @Override
    public Optional<String> flaw(RunFolder folder) throws IOException {
        return task.flaw(folder.output());
    }
}
