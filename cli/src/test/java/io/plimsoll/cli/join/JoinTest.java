package io.plimsoll.cli.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.CommandFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code join} writes for a few rows. */
final class JoinTest {

    private static final String ORDERS =
            """
            order,customer,sum
            1,ann,10
            2,bob,20
            3,ann,30
            4,,40
            5,eve,50
            """;

    private static final String CUSTOMERS =
            """
            customer,city,sum
            ann,Paris,1
            bob,Rome,2
            bob,Oslo,3
            ,Bern,4
            zoe,Wien,5
            """;

    @TempDir Path folder;
    private CommandFixture fixture;
    private String orders = "";
    private String customers = "";

    @BeforeEach
    void layOut() throws IOException {
        fixture = new CommandFixture(folder);
        orders = fixture.file("orders.csv", ORDERS);
        customers = fixture.file("customers.csv", CUSTOMERS);
    }

    /** The result's rows, in the order of their bytes: that of the join is open. */
    private List<String> joined(String... arguments) throws IOException {
        return Stream.of(fixture.resultText("join", arguments).split("\n")).sorted().toList();
    }

    private List<String> joinedBoth(String type) throws IOException {
        List<String> rows =
                joined("--csv", "--header", "--on", "customer", "--type", type, orders, customers);
        List<String> withoutHeader = new ArrayList<>(rows);
        boolean hasRight = !type.equals("semi") && !type.equals("anti");
        assertThat(withoutHeader.remove("order,customer,sum" + (hasRight ? ",city,sum_right" : "")))
                .isTrue();
        return withoutHeader;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inner | 1,ann,10,Paris,1 2,bob,20,Oslo,3 2,bob,20,Rome,2 3,ann,30,Paris,1",
                "LEFT  | 1,ann,10,Paris,1 2,bob,20,Oslo,3 2,bob,20,Rome,2 3,ann,30,Paris,1"
                        + " 4,,40,, 5,eve,50,,",
                "right | ,,,Bern,4 ,zoe,,Wien,5"
                        + " 1,ann,10,Paris,1 2,bob,20,Oslo,3 2,bob,20,Rome,2 3,ann,30,Paris,1",
                "full  | ,,,Bern,4 ,zoe,,Wien,5"
                        + " 1,ann,10,Paris,1 2,bob,20,Oslo,3 2,bob,20,Rome,2 3,ann,30,Paris,1"
                        + " 4,,40,, 5,eve,50,,",
                "semi  | 1,ann,10 2,bob,20 3,ann,30",
                "anti  | 4,,40 5,eve,50"
            })
    void shouldGiveTheRowsOfItsType(String type, String expected) throws IOException {
        assertThat(joinedBoth(type.toLowerCase(Locale.ROOT))).containsExactly(expected.split(" "));
    }

    @Test
    void shouldJoinByColumnsOfOtherNames_andSeveral() throws IOException {
        String left = fixture.file("left", "a|b|c\n1|x|l1\n2|x|l2\n|x|l3\n");
        String right = fixture.file("right", "z|y|a\nx|1|r1\nx|02|r2\nx||r3\n");
        assertThat(joined("-t|", "--header", "--on", "a=y,b=z", left, right))
                .containsExactly("1|x|l1|r1", "a|b|c|a_right");
        assertThat(
                        joined(
                                "-t|",
                                "--header",
                                "--on=a:long=y",
                                "--on=\"b\"=z",
                                "--type=full",
                                left,
                                right))
                .containsExactly("1|x|l1|r1", "2|x|l2|r2", "a|b|c|a_right", "|x|l3|", "|x||r3");
    }

    @Test
    void shouldJoinByNumberedColumns_withoutHeader() throws IOException {
        String left = fixture.file("left", "k\t1\nm\t2");
        String right = fixture.file("right", "1\tk\t2\n3\tn\t4\n");
        assertThat(joined("--on", "1=2", left, right)).containsExactly("k\t1\t1\t2");
        assertThat(joined("--on", "1=2", "--type", "right", left, right))
                .containsExactly("k\t1\t1\t2", "n\t\t3\t4");
        assertThat(joined("--on", "1=2", "--type", "left", left, right))
                .containsExactly("k\t1\t1\t2", "m\t2\t\t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "4"})
    void shouldReadEitherSideFirst_whicheverIsSmaller(String threads) throws IOException {
        String few = fixture.file("few", "b\t1\na\t2\n");
        String many = fixture.file("many", "a\t3\n".repeat(1000) + "c\t4\n");
        List<String> manyRows = joined("--on", "1", "--type=full", "--threads", threads, many, few);
        assertThat(manyRows).hasSize(1002).startsWith("a\t3\t2").endsWith("b\t\t1", "c\t4\t");
        List<String> fewRows = joined("--on", "1", "--type=full", "--threads", threads, few, many);
        assertThat(fewRows).hasSize(1002).startsWith("a\t2\t3").endsWith("b\t1\t", "c\t\t4");
    }

    @Test
    void shouldKeepWhatIsQuoted() throws IOException {
        String left = fixture.file("left", "\"a,\"\"\",\"x\ny\"\r\nb,\r\n\"\",z\r\n");
        String right = fixture.file("right", "\"q,\",\"a,\"\"\"\n\"\"\"\",\"b\"\n\"w\",\"c\"\n");
        assertThat(fixture.resultText("join", "--csv", "--on", "1=2", "--type=full", left, right))
                .hasLineCount(5)
                .contains(
                        "\"a,\"\"\",\"x\ny\",\"q,\"\r\n",
                        "b,,\"\"\"\"\r\n",
                        "\"\",z,\r\n",
                        "\"c\",,\"w\"\r\n");
    }

    @Test
    void shouldWriteNoEmptyLine_whereRowsAreCsv() throws IOException {
        String left = fixture.file("left", "a\n");
        String right = fixture.file("right", "\"\"\nb\n");
        assertThat(joined("--csv", "--on", "1", "--type=right", left, right))
                .containsExactly("\"\"", "b");
    }

    @Test
    void shouldLeaveCarriageReturnsToLineEnds() throws IOException {
        String left = fixture.file("left", "k\t1\r\nm\t2\r\n");
        String right = fixture.file("right", "k\r\nm\t\r\n");
        assertThat(fixture.failureOf("join", "--on", "1", left, right))
                .isEqualTo(right + ":2: 2 columns (expected 1, as in the first row)");
        String one = fixture.file("one", "3\tk\r\n");
        assertThat(fixture.resultText("join", "--on", "1=2", left, one)).isEqualTo("k\t1\t3\r\n");
    }

    @Test
    void shouldJoinByTypes() throws IOException {
        String left = fixture.file("left", "1.0\tl\n");
        String right = fixture.file("right", "1\tr\n");
        assertThat(fixture.resultText("join", "--on", "1", left, right)).isEmpty();
        assertThat(fixture.resultText("join", "--on", "1:double", left, right))
                .isEqualTo("1.0\tl\tr\n");
        assertThat(fixture.resultText("join", "--on", "1:decimal", left, right))
                .isEqualTo("1.0\tl\tr\n");
        assertThat(fixture.failureOf("join", "--on", "1:long", left, right))
                .isEqualTo(left + ":1: column 1: '1.0' is not a long");
    }

    @Test
    void shouldHaveNothingToSay_whenInputsAreEmpty() throws IOException {
        String empty = fixture.file("empty", "");
        String right = fixture.file("right", "id,x\n1,2\n");
        assertThat(fixture.resultText("join", "--on", "1", empty, empty)).isEmpty();
        assertThat(joined("--csv", "--on", "1", "--type=full", empty, right))
                .containsExactly("1,2", "id,x");
        assertThat(joined("--csv", "--header", "--on", "id=id", "--type=full", right, right))
                .containsExactly("1,2,2", "id,x,x_right");
    }
}
