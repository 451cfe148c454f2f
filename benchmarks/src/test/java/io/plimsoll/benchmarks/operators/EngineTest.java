package io.plimsoll.benchmarks.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.benchmarks.contest.MemorySize;
import io.plimsoll.benchmarks.contest.RunFolder;
import io.plimsoll.benchmarks.duckdb.DuckDbLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {

    private static final MemorySize BUDGET = MemorySize.parse("256m");
    private static final RunFolder FOLDER = new RunFolder(Path.of("it's"));

    @Test
    void shouldTellAnEngineInJava() {
        Answers answers = new Answers(new OperatorTask.Join("j", 20, 300, true));
        JavaEngine engine =
                new JavaEngine(
                        JavaEngine.FLINK, Path.of("java"), "classes", answers, 1, BUDGET, BUDGET);

        assertThat(engine.label()).isEqualTo("Flink managed 256m");
        assertThat(engine.withLimit(MemorySize.parse("64m")).command(FOLDER).arguments())
                .startsWith("java")
                .containsSubsequence(
                        "engine=flink",
                        "task=join",
                        "build=20",
                        "probe=300",
                        "skewed=true",
                        "memory=67108864",
                        "threads=1");
    }

    @Test
    void shouldTellDuckDb() {
        Answers answers = new Answers(new OperatorTask.Aggregate("a", 30, 7));
        DuckDbLibrary library = new DuckDbLibrary(Path.of("java"), "classes", Path.of("natives"));
        DuckDbEngine engine = new DuckDbEngine(library, answers, 2, BUDGET, BUDGET);

        assertThat(engine.label()).isEqualTo("DuckDB memory_limit 256MiB");
        List<String> arguments = engine.command(FOLDER).arguments();
        assertThat(arguments)
                .containsSubsequence(
                        "SET memory_limit = '256MiB'",
                        "SET threads = 2",
                        "SET temp_directory = 'it''s/temporary'");
        assertThat(arguments.getLast())
                .startsWith("COPY (SELECT count(*)")
                .contains("i * 7919 % 7 * 2654435761 AS k", "FROM range(30)")
                .endsWith("TO 'it''s/output' (FORMAT csv, HEADER false, DELIMITER ' ')");
    }

    @Test
    void shouldCompareAnswersWithTheFirst(@TempDir Path folder) throws IOException {
        Answers answers = new Answers(new OperatorTask.Sort("s", 1, 24));
        Path output = folder.resolve("answer");

        assertThat(answers.flaw(output)).contains("no answer");
        Files.writeString(output, "7 1\n");
        assertThat(answers.flaw(output)).isEmpty();
        Files.writeString(output, "7 2\n");
        assertThat(answers.flaw(output)).contains("wrong answer: 7 2 (expected 7 1)");
        Files.writeString(output, "7 1");
        assertThat(answers.flaw(output)).isEmpty();
    }

    @Test
    void shouldScaleTasks_andNameEachOnce() {
        List<OperatorTask> tasks = Tasks.all(0.001);

        assertThat(tasks).extracting(OperatorTask::name).doesNotHaveDuplicates();
        assertThat(tasks).contains(new OperatorTask.Aggregate("aggregate-10m", 30_000, 10_000));
        assertThat(Tasks.all(1e-9)).contains(new OperatorTask.Aggregate("aggregate-10m", 1, 1));
    }
}
