package io.plimsoll.cli.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.CommandFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code aggregate} writes for a few rows. */
final class AggregateTest {

    private static final String SALES =
            """
            city,product,price,day
            Paris,tea,1.50,2
            Rome,tea,0.10,1
            Paris,coffee,,3
            ,tea,7,4
            Rome,coffee,0.20,10
            """;

    @TempDir Path folder;
    private CommandFixture fixture;
    private String sales = "";

    @BeforeEach
    void layOut() throws IOException {
        fixture = new CommandFixture(folder);
        sales = fixture.file("sales.csv", SALES);
    }

    /** What comes out, sorted, as the order of groups is open; a header first. */
    private String aggregated(String... arguments) throws IOException {
        String text = fixture.resultText("aggregate", arguments);
        String[] lines = text.split("(?<=\n)");
        boolean hasHeader = List.of(arguments).contains("--header");
        Arrays.sort(lines, hasHeader ? 1 : 0, lines.length);
        return String.join("", lines);
    }

    private String sold(String functions) throws IOException {
        return aggregated("--csv", "--header", "--by", "city", "-a", functions, sales);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count             | 1 2 2",
                "count(*)          | 1 2 2",
                "count(price)      | 1 1 2",
                "sum(price)        | 7 1.5 0.3",
                "sum(price:double) | 7.0 1.5 0.30000000000000004",
                "sum(day:long)     | 4 5 11",
                "avg(price)        | 7.0 1.5 0.15",
                "mean(day:long)    | 4.0 2.5 5.5",
                "avg(price:double) | 7.0 1.5 0.15000000000000002",
                "min(price)        | 7 1.5 0.1",
                "max(price:double) | 7.0 1.5 0.2",
                "min(day)          | 4 2 1",
                "max(day:long)     | 4 3 10",
                "max(day:string)   | 4 3 10",
                "min(day:string)   | 4 2 1",
                "variance(day)     | - 0.5 40.5",
                "var_pop(day)      | 0.0 0.25 20.25",
                "stddev(day)       | - 0.707106781187 6.36396103068",
                "stddev_pop(day)   | 0.0 0.5 4.5",
                "distinct(product) | 1 2 2",
                "DISTINCT(price)   | 1 1 2"
            })
    void shouldComputeFunctions(String function, String expected) throws IOException {
        String[] lines = sold(function).split("\n");
        String[] values = expected.split(" ");
        assertThat(lines).hasSize(4);
        for (int i = 0; i < 3; i++) {
            String city = new String[] {"", "Paris", "Rome"}[i];
            assertThat(lines[i + 1]).isEqualTo(city + "," + values[i].replace("-", ""));
        }
    }

    @Test
    void shouldNameTheResults() throws IOException {
        assertThat(
                        sold(
                                "count, sum( price:double ) as total, min(day) AS \"first, day\", max(1:string)"))
                .startsWith("city,count,total,\"first, day\",max(1)\n");
    }

    @Test
    void shouldCountRows_unlessSaidOtherwise() throws IOException {
        assertThat(aggregated("--csv", "--header", "--by=product", sales))
                .isEqualTo("product,count\ncoffee,2\ntea,3\n");
    }

    @Test
    void shouldTakeAllRowsAsOneGroup_withoutColumnsToGroupBy() throws IOException {
        assertThat(
                        aggregated(
                                "--csv",
                                "--header",
                                "-a",
                                "count,sum(price),max(city:string)",
                                sales))
                .isEqualTo("count,sum(price),max(city)\n5,8.8,Rome\n");
        String empty = fixture.file("empty", "");
        assertThat(aggregated("-a", "count,sum(1),distinct(2),min(1)", empty))
                .isEqualTo("0\t\t0\t\n");
        assertThat(aggregated("--by", "1", empty)).isEmpty();
        assertThat(aggregated("--csv", "--header", "--by", "x", "-a", "sum(y)", empty)).isEmpty();
    }

    @Test
    void shouldGroupBySeveralTypedColumns() throws IOException {
        String rows = fixture.file("rows", "1|a|0\n01|a|-0.0\n 1|b|0\n|a|0\n-5||1e0\n-5||1\n");
        assertThat(aggregated("-t|", "--by", "1:long,3:double,2", rows))
                .isEqualTo("-5|1.0||2\n1|0.0|a|2\n1|0.0|b|1\n|0.0|a|1\n");
        assertThat(aggregated("-t|", "--by", "2", "--by", "1:long", rows))
                .isEqualTo("a|1|2\na||1\nb|1|1\n|-5|2\n");
    }

    @Test
    void shouldKeepBytes_whateverTheyAre() throws IOException {
        byte[] rows = {'a', 0, 1, 2, '\t', 'x', '\n', (byte) 0xff, '\t', 'x', '\r', '\n'};
        assertThat(fixture.result("aggregate", "--by", "1,2", fixture.file("rows", rows)))
                .isEqualTo(
                        new byte[] {
                            'a',
                            0,
                            1,
                            2,
                            '\t',
                            'x',
                            '\t',
                            '1',
                            '\n',
                            (byte) 0xff,
                            '\t',
                            'x',
                            '\t',
                            '1',
                            '\n'
                        });
    }

    @Test
    void shouldQuoteWhereItMust() throws IOException {
        String rows = fixture.file("rows", "\"a,\"\"b\"\"\n\",1\r\n\"c\",2\r\n");
        String text =
                fixture.resultText("aggregate", "--csv", "--by=1", "-a=sum(2),max(1:string)", rows);
        assertThat(text)
                .contains("\"a,\"\"b\"\"\n\",1,\"a,\"\"b\"\"\n\"\r\n", "c,2,c\r\n")
                .hasSize(32);
        String columns = fixture.file("columns", "\"x,\"\"y\",z\n1,2\n\n");
        assertThat(aggregated("--csv", "--header", "-a", "sum(\"x,\"\"y\"),sum(z)", columns))
                .isEqualTo("\"sum(x,\"\"y)\",sum(z)\n1,2\n");
    }

    @Test
    void shouldWriteLists() throws IOException {
        String rows = fixture.file("rows", "a\tx\"\\y\na\t\nb\t\n");
        assertThat(aggregated("--by", "1", "-a", "list(2)", rows))
                .isEqualTo("a\t[\"x\\\"\\\\y\"]\nb\t[]\n");
        String csv = fixture.file("csv", "a,\"x\n\"\nb,\n");
        assertThat(aggregated("--csv", "--by", "1", "-a", "list(2)", csv))
                .isEqualTo("a,\"[\"\"x\\u000a\"\"]\"\nb,\"[]\"\n");
    }

    @Test
    void shouldSumExactly_whateverTheSize() throws IOException {
        String rows =
                fixture.file(
                        "rows",
                        "9223372036854775807\n9223372036854775807\n-1\n0.000000000000000001\n");
        assertThat(aggregated("-a", "sum(1),max(1),min(1),avg(1)", rows))
                .isEqualTo(
                        "18446744073709551613.000000000000000001\t9223372036854775807\t-1\t"
                                + "4.611686018427388E18\n");
        String longs = fixture.file("longs", "9223372036854775807\n9223372036854775807\n");
        assertThat(aggregated("-a", "sum(1:long)", longs)).isEqualTo("18446744073709551614\n");
    }
}
