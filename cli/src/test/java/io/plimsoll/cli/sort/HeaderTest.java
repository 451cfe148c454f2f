package io.plimsoll.cli.sort;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.CommandFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs that start with their columns' names. */
final class HeaderTest {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    @TempDir Path folder;
    private CommandFixture fixture;

    @BeforeEach
    void layOut() throws IOException {
        fixture = new CommandFixture(folder);
    }

    @Test
    void shouldWriteTheHeaderFirstAndOnce() throws IOException {
        String first = fixture.file("first", "z\tname\n2\tb\n");
        String second = fixture.file("second", "z\tname\n1\tc\n");
        assertThat(fixture.sortedText("--header", first, second))
                .isEqualTo("z\tname\n1\tc\n2\tb\n");
        assertThat(fixture.sortedText("--header", "-r", "-u", first, second, first))
                .isEqualTo("z\tname\n2\tb\n1\tc\n");
    }

    @Test
    void shouldFindColumnsByNameAndNumber() throws IOException {
        String file = fixture.file("input", "id,price,name\n2,10,a\n1,9,b\n");
        String[] keys = {"price:long", "name:desc", "id", "2:long", "1:string"};
        for (String key : keys) {
            assertThat(fixture.sortedText("--header", "-t", ",", "-k", key, file))
                    .isEqualTo("id,price,name\n1,9,b\n2,10,a\n");
        }
    }

    @Test
    void shouldRefuseAKey_whenThereIsNoSuchColumn() throws IOException {
        String file = fixture.file("input", "id\tprice\tprice\n1\t2\t3\n");
        assertThat(fixture.wrongUsage("--header", "-k", "cost:long", file))
                .isEqualTo("key 'cost:long': no column 'cost' (expected one of id, price, price)");
        assertThat(fixture.wrongUsage("--header", "-k", "price", file))
                .isEqualTo(
                        "key 'price': several columns 'price' (expected one of id, price, price)");
        assertThat(fixture.wrongUsage("--header", "-k", "4", file))
                .isEqualTo("key '4': no column 4 (expected a number from 1 to 3)");
        assertThat(fixture.wrongUsage("-k", "price", file))
                .isEqualTo(
                        "key 'price': column 'price' is a name (expected a number from 1, or"
                                + " --header)");
    }

    /** Blanks around a header used to be cut off, and with them empty names of columns. */
    @Test
    void shouldCountColumnsWithoutName() throws IOException {
        String file = fixture.file("input", "\ta\tb\t\n0\t2\tx\t\n1\t1\ty\t\n");
        assertThat(fixture.sortedText("--header", "-k", "a:long", file))
                .isEqualTo("\ta\tb\t\n1\t1\ty\t\n0\t2\tx\t\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines", "csv"})
    void shouldNotTakeAByteOrderMarkForAPartOfTheName(String format) throws IOException {
        String[] options = format.equals("csv") ? new String[] {"--csv"} : new String[] {"-t", ","};
        String file = fixture.file("input", BYTE_ORDER_MARK + "a,b\n2,x\n1,y\n");
        String other = fixture.file("other", "a,b\n0,z\n");
        assertThat(fixture.sortedText(with(options, "--header", "-k", "a:long", file, other)))
                .isEqualTo(BYTE_ORDER_MARK + "a,b\n0,z\n1,y\n2,x\n");
    }

    @Test
    void shouldFail_whenHeadersDiffer() throws IOException {
        String empty = fixture.file("empty", "");
        String first = fixture.file("first", "a\tb\n1\t2\n");
        String second = fixture.file("second", "a\tc\n1\t2\n");
        assertThat(fixture.failure("--header", empty, first, first, second))
                .isEqualTo(second + ": header differs from that of " + first);
    }

    @Test
    void shouldTakeHeadersForTheSame_whenOnlyTheirLineEndsDiffer() throws IOException {
        String first = fixture.file("first", "a\tb\r\n1\t2\r\n");
        String second = fixture.file("second", "a\tb\n0\t2\n");
        String third = fixture.file("third", "a\tb");
        assertThat(fixture.sortedText("--header", "-k", "b:long", first, second, third))
                .isEqualTo("a\tb\r\n0\t2\n1\t2\r\n");
    }

    @Test
    void shouldWriteTheHeaderAlone_whenThereAreNoRows() throws IOException {
        assertThat(fixture.sortedText("--header", "-k", "a", fixture.file("input", "a\tb\n")))
                .isEqualTo("a\tb\n");
        assertThat(fixture.sortedText("--header", fixture.file("input", "a\tb")))
                .isEqualTo("a\tb\n");
        assertThat(fixture.sortedText("--header", "-k", "a", fixture.file("input", ""))).isEmpty();
    }

    @Test
    void shouldFindTheHeader_whenItsFileFollowsAnEmptyOne() throws IOException {
        String empty = fixture.file("empty", "");
        String file = fixture.file("input", "a\tb\n1\t2\n1\t1\n");
        assertThat(fixture.sortedText("--header", "-k", "b", empty, file, empty))
                .isEqualTo("a\tb\n1\t1\n1\t2\n");
    }

    @Test
    void shouldCountLinesFromTheHeader() throws IOException {
        String file = fixture.file("input", "a\tb\n1\t2\nx\t1\n");
        assertThat(fixture.failure("--header", "-k", "a:long", file))
                .startsWith(file + ":3: column a: 'x' is not a long");
    }

    @Test
    void shouldCountLinesOfAHeaderThatHasSeveral() throws IOException {
        String file = fixture.file("input", "\"a\nA\",b\n1,2\nx,1\n");
        assertThat(fixture.failure("--csv", "--header", "-k", "1:long", file))
                .startsWith(file + ":4: column 1: 'x' is not a long");
    }

    @Test
    void shouldFail_whenTheHeaderIsLongerThanABlock() throws IOException {
        String wide =
                IntStream.range(0, 100_000)
                        .mapToObj(i -> "c" + i)
                        .collect(Collectors.joining("\t"));
        assertThat(fixture.failure("--header", fixture.file("input", wide + "\n" + wide)))
                .contains("input: header longer than 65536 bytes");
    }

    private static String[] with(String[] options, String... more) {
        String[] all = new String[options.length + more.length];
        System.arraycopy(options, 0, all, 0, options.length);
        System.arraycopy(more, 0, all, options.length, more.length);
        return all;
    }
}
