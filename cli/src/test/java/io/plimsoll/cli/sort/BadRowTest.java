package io.plimsoll.cli.sort;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.CommandFixture;
import io.plimsoll.cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows whose columns are not of the type that a key asks for. */
final class BadRowTest {

    private static final int ROWS = 100_000;

    @TempDir Path folder;
    private CommandFixture fixture;

    @BeforeEach
    void layOut() throws IOException {
        fixture = new CommandFixture(folder);
    }

    /** Counting up, but for some lines. */
    private static String rows(Set<Integer> badLines) {
        return IntStream.rangeClosed(1, ROWS)
                .mapToObj(line -> "some text\t" + (badLines.contains(line) ? "x" + line : line))
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldNameTheFirstInTheInput_whateverTheThreads(int threads) throws IOException {
        String good = fixture.file("good", rows(Set.of()));
        String bad = fixture.file("bad", rows(Set.of(60_000, 60_001, 70_000, ROWS)));
        String worse = fixture.file("worse", rows(Set.of(1)));
        for (int round = 0; round < 3; round++) {
            assertThat(
                            fixture.failure(
                                    "-k",
                                    "2:long",
                                    "--threads",
                                    String.valueOf(threads),
                                    good,
                                    bad,
                                    worse))
                    .isEqualTo(bad + ":60000: column 2: 'x60000' is not a long");
        }
    }

    @Test
    void shouldSpeakOfOneRow_whenOneIsSkipped() throws IOException {
        String input = fixture.file("one", "1\nx\n2\n");
        String out = fixture.path("out");
        Outcome outcome = fixture.sort("--on-bad-row", "skip", "-k", "1:long", "-o", out, input);
        assertThat(outcome.err())
                .startsWith(
                        "skipped 1 malformed row: " + input + ":2: column 1: 'x' is not a long");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldLeaveThemOutAndCountThem_whenTheyAreToBeSkipped(int threads) throws IOException {
        String first = fixture.file("first", "b\t2\n\na\tx\nc\t1\n");
        String second = fixture.file("second", rows(Set.of(500, ROWS)));
        String report = fixture.path("report");
        Outcome outcome =
                fixture.sort(
                        "--on-bad-row",
                        "skip",
                        "--threads",
                        String.valueOf(threads),
                        "--report",
                        report,
                        "-k",
                        "2:long",
                        "-o",
                        fixture.path("out"),
                        first,
                        second);
        assertThat(outcome.err().lines().findFirst())
                .hasValue(
                        "skipped 4 malformed rows, the first: "
                                + first
                                + ":2: column 2: '' is not a long");
        assertThat(Files.readString(Path.of(report))).contains("\"skippedRecords\" : 4");
        assertThat(Files.readAllLines(folder.resolve("out")))
                .hasSize(ROWS)
                .startsWith("c\t1", "some text\t1", "b\t2");
    }

    @Test
    void shouldSkipTheSameRowsOfCsv() throws IOException {
        String file = fixture.file("input", "\"x\n\",1\nb,y\nc,0\n");
        assertThat(fixture.sortedText("--csv", "--on-bad-row=skip", "-k", "2:long", file))
                .isEqualTo("c,0\n\"x\n\",1\n");
        assertThat(fixture.failure("--csv", "-k", "2:long", file))
                .isEqualTo(file + ":3: column 2: 'y' is not a long");
    }

    @Test
    void shouldSkipAll_whenAllAreMalformed() throws IOException {
        String file = fixture.file("input", "a\nb\n");
        assertThat(fixture.sorted("--on-bad-row=skip", "-k", "1:long", file)).isEmpty();
    }

    @Test
    void shouldCutTheValue_whenItIsLong() throws IOException {
        String file = fixture.file("input", "x".repeat(1000) + "\n");
        assertThat(fixture.failure("-k", "1:long", file))
                .isEqualTo(file + ":1: column 1: '" + "x".repeat(80) + "…' is not a long");
    }

    /** A value's control characters would act on the terminal. */
    @Test
    void shouldShowNoControlCharacters() throws IOException {
        String file = fixture.file("input", "a\u001b[31m\u0007é\r\t\u009b\n");
        assertThat(fixture.failure("-t", ",", "-k", "1:long", file))
                .isEqualTo(file + ":1: column 1: 'a?[31m?é???' is not a long");
        String csv = fixture.file("csv", "\"a\nb\",1\n");
        assertThat(fixture.failure("--csv", "-k", "1:long", csv))
                .isEqualTo(csv + ":1: column 1: 'a?b' is not a long");
    }
}
