package io.plimsoll.cli.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.CommandFixture;
import io.plimsoll.cli.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code join} says of wrong options and of malformed input. */
final class JoinFailureTest {

    private static final String COMMAND = "join";

    @TempDir Path folder;
    private CommandFixture fixture;
    private String left = "";
    private String right = "";

    @BeforeEach
    void layOut() throws IOException {
        fixture = new CommandFixture(folder);
        left = fixture.file("left", "id,name\n1,ann\n");
        right = fixture.file("right", "key,city\n1,Rome\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "id ~ --on 'id', of RIGHT: no column 'id' (expected one of key, city)",
                "idd=key ~ --on 'idd=key', of LEFT: no column 'idd' (expected one of id, name; did you"
                        + " mean id?)",
                "id=key:lang ~ --on 'id=key:lang', of RIGHT: no type 'lang' (expected string, long,"
                        + " double, decimal; did you mean long?)",
                "id:long=key:double ~ --on 'id:long=key:double': columns of different types (expected"
                        + " the same, or one)",
                "1=3 ~ --on '1=3', of RIGHT: no column 3 (expected a number from 1 to 2)",
                "id= ~ --on 'id=', of RIGHT: '' is no column (expected COLUMN[:TYPE], e.g. 2,"
                        + " price:double, \"a,b\":long)"
            })
    void shouldSayWhatWouldDo_whenColumnsAreWrong(String on, String message) {
        assertThat(fixture.wrongUsageOf(COMMAND, "-t,", "--header", "--on", on, left, right))
                .isEqualTo(message);
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThat(fixture.wrongUsageOf(COMMAND, left, right))
                .isEqualTo("Missing required option: '--on=COLS'");
        assertThat(fixture.wrongUsageOf(COMMAND, "--on=1", left))
                .isEqualTo("Missing required parameter: 'RIGHT'");
        assertThat(fixture.wrongUsageOf(COMMAND, "--on=1", "-", "-"))
                .startsWith("- is given 2 times (expected once");
        assertThat(fixture.wrongUsageOf(COMMAND, "--on=1", "--type=outer", left, right))
                .contains("'outer'", "INNER", "ANTI");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldNameTheFirstMalformedRow_andLeaveItOutIfWanted(int threads) throws IOException {
        String bad = fixture.file("bad", "id,name\n1,ann\n2\n3,x,y\n");
        String[] columns = {"-t,", "--header", "--on=id=key:long", "--threads=" + threads};
        assertThat(
                        fixture.failureOf(
                                COMMAND,
                                columns[0],
                                columns[1],
                                columns[2],
                                columns[3],
                                bad,
                                right))
                .isEqualTo(bad + ":3: 1 column (expected 2, as in the header)");
        Outcome skipped =
                fixture.onData(
                        COMMAND,
                        columns[0],
                        columns[1],
                        columns[2],
                        columns[3],
                        "--on-bad-row=skip",
                        "-o",
                        fixture.path("out"),
                        bad,
                        right);
        assertThat(skipped.err())
                .startsWith("skipped 2 malformed rows, the first: " + bad + ":3: 1 column");
        assertThat(folder.resolve("out")).hasContent("id,name,city\n1,ann,Rome\n");
        String words = fixture.file("words", "key,city\nx,Rome\n");
        assertThat(fixture.failureOf(COMMAND, columns[0], columns[1], columns[2], left, words))
                .isEqualTo(words + ":2: column key: 'x' is not a long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines", "csv"})
    void shouldJoinRowsThatFitInNoBlock(String format) throws IOException {
        CommandFixture large = fixture.managedMebibytes(40);
        boolean csv = format.equals("csv");
        String text = (csv ? "\"" : "") + "x\"\"".repeat(1 << 20) + (csv ? "\"" : "");
        String some = large.file("some", "b,,k\na," + text + ",k\n");
        String other = large.file("other", "w,m,,\ny,k," + text + ",z\n" + "w,m,,\n".repeat(999));
        String[] options = {csv ? "--csv" : "-t,", "--on=3=2", "--type=full"};
        assertThat(large.resultText(COMMAND, options[0], options[1], options[2], some, other))
                .contains(
                        "a," + text + ",k,y," + text + ",z\n",
                        "b,,k,y," + text + ",z\n",
                        ",,m,w,,\n")
                .hasSize("a,,k,y,,z\nb,,k,y,,z\n".length() + 3 * text.length() + 8000);
        String huge = large.file("huge", "b,,k\na," + "x".repeat(12 << 20) + ",k\n");
        assertThat(large.failureOf(COMMAND, options[0], options[1], huge, other))
                .startsWith(huge + ":2: row ")
                .contains("larger than", "--memory");
        assertThat(
                        large.failureOf(
                                COMMAND,
                                options[0],
                                "--on=1",
                                large.file("key", "x".repeat(30_000) + ",k\n"),
                                large.file("short", "a,b\n")))
                .endsWith(":1: key columns have more than 24576 bytes");
        String first = large.file("first", text + ",k\n");
        assertThat(large.failureOf(COMMAND, options[0], "--on=1", first, other))
                .matches(first + ": first row longer than [0-9]+ bytes");
    }
}
