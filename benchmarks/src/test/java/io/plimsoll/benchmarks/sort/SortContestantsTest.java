package io.plimsoll.benchmarks.sort;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.benchmarks.contest.MemorySize;
import io.plimsoll.benchmarks.contest.PlimsollProgram;
import io.plimsoll.benchmarks.contest.RunFolder;
import io.plimsoll.benchmarks.duckdb.DuckDbLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortContestantsTest {

    private static final MemorySize BUDGET = MemorySize.parse("1g");
    private static final RunFolder FOLDER = new RunFolder(Path.of("it's"));

    private static SortTask task(Workload workload) {
        SortInput input = new SortInput(Path.of("in"), workload, Filler.CONSTANT, 1, 100, 0);
        return new SortTask(input, Path.of("sorted"), 2);
    }

    @Test
    void shouldTellPlimsoll() {
        PlimsollSort sort =
                new PlimsollSort(new PlimsollProgram(Path.of("home")), task(Workload.KEYS), BUDGET);

        assertThat(sort.label()).isEqualTo("Plimsoll --memory 1g");
        assertThat(sort.command(FOLDER).arguments())
                .startsWith(Path.of("home", "plimsoll").toString(), "sort", "--memory", "1g")
                .containsSubsequence("--threads", "2", "-t", ",", "-k", "2:long", "-o")
                .endsWith("in");
    }

    @Test
    void shouldTellGnuSort() {
        GnuSort sort = new GnuSort(Path.of("sort"), task(Workload.KEYS), BUDGET);

        assertThat(sort.label()).isEqualTo("GNU sort -S 1G");
        assertThat(sort.command(FOLDER).environment()).containsEntry("LC_ALL", "C");
        assertThat(sort.command(FOLDER).arguments())
                .startsWith("sort", "-S", "1G", "--parallel=2", "-T")
                .containsSubsequence("-t,", "-k2,2n", "-o")
                .endsWith("in");
    }

    @Test
    void shouldTellDuckDb() {
        DuckDbLibrary library = new DuckDbLibrary(Path.of("java"), "classes", Path.of("natives"));
        DuckDbSort sort = new DuckDbSort(library, task(Workload.LINES), BUDGET, BUDGET);

        assertThat(sort.label()).isEqualTo("DuckDB memory_limit 1024MiB");
        List<String> arguments = sort.command(FOLDER).arguments();
        assertThat(arguments)
                .startsWith("java")
                .containsSubsequence(
                        "-Djava.library.path=natives",
                        "SET memory_limit = '1024MiB'",
                        "SET threads = 2",
                        "SET temp_directory = 'it''s/temporary'");
        assertThat(arguments.getLast())
                .startsWith("COPY (SELECT * FROM read_csv('in', columns = {'line': 'VARCHAR'},")
                .contains("ORDER BY line) TO 'it''s/output' (FORMAT csv,");
    }

    @Test
    void shouldTellWhereAnOutputIsWrong(@TempDir Path folder) throws IOException {
        Path sorted = Files.writeString(folder.resolve("sorted"), "a\nb\n");
        SortTask task = new SortTask(task(Workload.LINES).input(), sorted, 2);
        Path output = folder.resolve("output");

        assertThat(task.flaw(output)).contains("no output");
        Files.writeString(output, "a\nc\n");
        assertThat(task.flaw(output))
                .contains("wrong output: differs from the reference at byte 2");
        Files.writeString(output, "a\nb\n");
        assertThat(task.flaw(output)).isEmpty();
    }
}
