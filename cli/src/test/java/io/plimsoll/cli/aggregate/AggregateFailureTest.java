package io.plimsoll.cli.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.CommandFixture;
import io.plimsoll.cli.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code aggregate} says of wrong options and of malformed input. */
final class AggregateFailureTest {

    private static final String COMMAND = "aggregate";

    @TempDir Path folder;
    private CommandFixture fixture;

    @BeforeEach
    void layOut() throws IOException {
        fixture = new CommandFixture(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "-a smu(price) ~ --agg 'smu(price)': no function 'smu' (expected one of count, sum,"
                        + " min, max, avg, variance, var_pop, stddev, stddev_pop, distinct,"
                        + " approx_distinct, first, last, list; did you mean sum?)",
                "-a sum(prise) ~ --agg 'sum(prise)': no column 'prise' (expected one of city, price;"
                        + " did you mean price?)",
                "-a sum(price:duble) ~ --agg 'sum(price:duble)': no type 'duble' (expected string,"
                        + " long, double, decimal; did you mean double?)",
                "-a sum(price:string) ~ --agg 'sum(price:string)': sum takes no string (expected long"
                        + " or double or decimal)",
                "-a sum ~ --agg 'sum': of which column? (expected sum(COLUMN))",
                "-a sum(*) ~ --agg 'sum(*)': of which column? (expected sum(COLUMN))",
                "-a sum(price ~ --agg 'sum(price' is no function (expected e.g. count, sum(price),"
                        + " min(2:long))",
                "-a 12 ~ --agg '12' is no function (expected e.g. count, sum(price), min(2:long))",
                "-a sum(3) ~ --agg 'sum(3)': no column 3 (expected a number from 1 to 2)",
                "-b town ~ --by 'town': no column 'town' (expected one of city, price)",
                "-b price:decimal ~ --by 'price:decimal': 'price:decimal' (expected string, long or"
                        + " double to group by)",
                "-b city, ~ --by 'city,': '' is no column (expected COLUMN[:TYPE], e.g. 2,"
                        + " price:double, \"a,b\":long)",
                "-a list(city) ~ --agg list with -t ',': lists are written as JSON, in which it may"
                        + " occur (expected --csv, or tabs)"
            })
    void shouldSayWhatWouldDo_whenAnOptionIsWrong(String options, String message)
            throws IOException {
        String input = fixture.file("input", "city,price\nRome,1\n");
        String[] words = options.split(" ");
        assertThat(fixture.wrongUsageOf(COMMAND, "-t,", "--header", words[0], words[1], input))
                .isEqualTo(message);
    }

    @Test
    void shouldAskForAHeader_whenAColumnIsNamedWithout() throws IOException {
        assertThat(fixture.wrongUsageOf(COMMAND, "-a=sum(x)", fixture.file("input", "1\n")))
                .isEqualTo(
                        "--agg 'sum(x)': column 'x' is a name (expected a number from 1, or"
                                + " --header)");
    }

    @Test
    void shouldNameTheFirstMalformedRow_andLeaveItOutIfWanted() throws IOException {
        String input = fixture.file("input", "a\t1\na\tx\nb\t2\nb\ty\n");
        assertThat(fixture.failureOf(COMMAND, "-b=1", "-a=sum(2)", input))
                .isEqualTo(
                        input
                                + ":2: column 2: 'x' is not a decimal (expected a number, or another"
                                + " type: 2:double, 2:string)");
        assertThat(fixture.failureOf(COMMAND, "-b=2:long", input))
                .isEqualTo(input + ":2: column 2: 'x' is not a long");
        Outcome skipped =
                fixture.onData(
                        COMMAND,
                        "--on-bad-row=skip",
                        "-a=sum(2:long),count",
                        "-o",
                        fixture.path("out"),
                        input);
        assertThat(skipped.err())
                .startsWith(
                        "skipped 2 malformed rows, the first: "
                                + input
                                + ":2: column 2: 'x' is not a long");
        assertThat(folder.resolve("out")).hasContent("3\t2\n");
    }

    @Test
    void shouldFailAsSort_whenAnInputIsDamaged() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("a,b\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII));
        }
        byte[] whole = packed.toByteArray();
        String good = fixture.file("good.gz", whole);
        assertThat(fixture.resultText(COMMAND, "-t,", "-b=2,1", good)).isEqualTo("b,a,10000\n");
        String cut = fixture.file("cut.gz", Arrays.copyOf(whole, whole.length - 20));
        assertThat(fixture.failureOf(COMMAND, good, cut))
                .startsWith(cut + ": truncated or corrupt gzip data");
        assertThat(fixture.failureOf(COMMAND, good, fixture.path("missing")))
                .isEqualTo(fixture.path("missing") + ": no such file");
        assertThat(fixture.failureOf(COMMAND, "--csv", fixture.file("open", "a,\"b\nc\n")))
                .startsWith(fixture.path("open") + ":1: not RFC 4180: ");
    }

    @Test
    void shouldTakeRowsThatFitInNoBlock() throws IOException {
        String text = "x".repeat(30 << 20);
        String lines = fixture.file("lines", "a\t" + text + "\t1\nb\t\t2\na\t\t3\r\n");
        assertThat(fixture.resultText(COMMAND, "-b=1", "-a=sum(3)", lines).lines().sorted())
                .containsExactly("a\t4", "b\t2");
        String rows = fixture.file("rows", "a,\"" + text + "\n\",1\na,,x\n");
        assertThat(fixture.failureOf(COMMAND, "--csv", "-b=1", "-a=sum(3:long)", rows))
                .isEqualTo(rows + ":3: column 3: 'x' is not a long");
        assertThat(fixture.failureOf(COMMAND, "-b=2", lines))
                .contains("columns of a row longer than a block have more than");
    }

    @Test
    void shouldFail_whenASumHasTooManyDigits() throws IOException {
        String huge = "9.000000000000000001\n".repeat(1) + "9223372036854775807\n".repeat(20);
        assertThat(fixture.failureOf(COMMAND, "-a=sum(1)", fixture.file("input", huge)))
                .contains("128 bits", "(expected :double)");
        assertThat(fixture.resultText(COMMAND, "-a=sum(1:double)", fixture.path("input")))
                .isEqualTo("1.844674407370955E20\n");
    }
}
