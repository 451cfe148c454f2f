package io.plimsoll.cli.sort;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.CommandFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of RFC 4180. */
final class CsvSortTest {

    @TempDir Path folder;
    private CommandFixture fixture;

    @BeforeEach
    void layOut() throws IOException {
        fixture = new CommandFixture(folder);
    }

    @Test
    void shouldTakeDelimitersNewlinesAndQuotesInsideQuotesForText() throws IOException {
        String file =
                fixture.file("input", "\"b,\n2\",1\n\"a \"\"quoted\"\"\",2\nplain,3\n\"\",0\n");
        assertThat(fixture.sortedText("--csv", "-k", "2:long:desc", file))
                .isEqualTo("plain,3\n\"a \"\"quoted\"\"\",2\n\"b,\n2\",1\n\"\",0\n");
    }

    @Test
    void shouldOrderByValues_whetherQuotedOrNot() throws IOException {
        String file = fixture.file("input", "\"c\",1\nb,2\n\"a\",3\n\"b\",0\n");
        assertThat(fixture.sortedText("--csv", "-k", "1", "-k", "2:long", file))
                .isEqualTo("\"a\",3\n\"b\",0\nb,2\n\"c\",1\n");
    }

    @Test
    void shouldOrderByTheBytesOfRows_whenThereIsNoKey() throws IOException {
        String file = fixture.file("input", "b,1\n\"a\nx\",2\na,3\n\"a\nx\",2\n");
        assertThat(fixture.sortedText("--csv", file))
                .isEqualTo("\"a\nx\",2\n\"a\nx\",2\na,3\nb,1\n");
        assertThat(fixture.sortedText("--csv", "-u", file)).isEqualTo("\"a\nx\",2\na,3\nb,1\n");
    }

    @Test
    void shouldKeepBytesAsTheyAre_whateverTheirEncoding() throws IOException {
        byte[] latin = {(byte) 0xe9, ',', '2', '\n', 'e', ',', '1', '\n'};
        byte[] sorted = {'e', ',', '1', '\n', (byte) 0xe9, ',', '2', '\n'};
        assertThat(fixture.sorted("--csv", "-k", "2:long", fixture.file("input", latin)))
                .isEqualTo(sorted);
        assertThat(fixture.sorted("--csv", "-k", "1", fixture.file("input", latin)))
                .isEqualTo(sorted);
    }

    @Test
    void shouldSplitAtAnotherDelimiter() throws IOException {
        String file = fixture.file("input", "a;\"x;y\"\n\"b;\";1\n");
        assertThat(fixture.sortedText("--csv", "-t", ";", "-k", "2", file))
                .isEqualTo("\"b;\";1\na;\"x;y\"\n");
    }

    @Test
    void shouldSkipEmptyLines() throws IOException {
        String file = fixture.file("input", "\nb,1\n\r\n\n\na,2\n\n");
        assertThat(fixture.sortedText("--csv", file)).isEqualTo("a,2\nb,1\n");
    }

    @Test
    void shouldEndTheLastRow_whenItHasNoNewline() throws IOException {
        assertThat(fixture.sortedText("--csv", fixture.file("input", "b,1\n\"a\",2")))
                .isEqualTo("\"a\",2\nb,1\n");
    }

    /** Rows used to be written with another line end than their header. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void shouldEndRowsAsTheFirstLine(String end) throws IOException {
        String file = fixture.file("input", "h,i" + end + "b,\"x\r\ny\"" + end + "a,1" + end);
        String other = fixture.file("other", "h,i\n" + "c,1\r\n" + "d,1");
        assertThat(fixture.sortedText("--csv", "--header", "-k", "h", file, other))
                .isEqualTo(String.join(end, "h,i", "a,1", "b,\"x\r\ny\"", "c,1", "d,1") + end);
        assertThat(fixture.sortedText("--csv", "-k", "1", fixture.file("plain", "b" + end + "a")))
                .isEqualTo("a" + end + "b" + end);
    }

    @Test
    void shouldEndARowAtACarriageReturn_whenOldMachinesWroteIt() throws IOException {
        String file = fixture.file("input", "b,1\ra,\"x\ry\"\rc,3");
        assertThat(fixture.sortedText("--csv", "-k", "1:desc", file))
                .isEqualTo("c,3\nb,1\na,\"x\ry\"\n");
    }

    @Test
    void shouldLeaveOutAByteOrderMark_whenThereIsNoHeader() throws IOException {
        String first = fixture.file("first", "\uFEFF\"2\n\",b\n");
        String second = fixture.file("second", "\uFEFF1,a\n");
        assertThat(fixture.sortedText("--csv", "-k", "1:long", second, second))
                .isEqualTo("1,a\n1,a\n");
        assertThat(fixture.sortedText("--csv", "-k", "2", first, second))
                .isEqualTo("1,a\n\"2\n\",b\n");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            textBlock =
                    """
                    # input                      , line
                    'a,1\\n"b"x,2\\n'            , 2
                    'a,1\\n\\nb,2\\n"c" ,3\\n'   , 4
                    '"a\\nb",1\\n"b,2\\nc,3\\n'  , 3
                    '"a'                         , 1
                    'a,1\\r\\n"b"x,2\\r\\n'      , 2
                    """)
    void shouldNameTheLine_whenQuotesAreWrong(String input, int line) throws IOException {
        String file = fixture.file("input", input.replace("\\n", "\n").replace("\\r", "\r"));
        for (String onBadRow : List.of("fail", "skip")) {
            assertThat(fixture.failure("--csv", "--on-bad-row", onBadRow, file))
                    .startsWith(file + ":" + line + ": not RFC 4180: ");
        }
    }

    @Test
    void shouldNameTheLine_whenAQuoteIsNeverClosedInABigFile() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int row = 1; row <= 100_000; row++) {
            rows.append(row == 50_000 ? "\"" : "").append("some text,").append(row).append('\n');
        }
        String file = fixture.file("input", rows.toString());
        for (String threads : List.of("1", "3")) {
            assertThat(fixture.failure("--csv", "--threads", threads, "-k", "2:long", file))
                    .startsWith(file + ":50000: ")
                    .contains("quote");
        }
    }

    @Test
    void shouldNameTheLine_whenRowsHaveSeveral() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int row = 1; row <= 30_000; row++) {
            rows.append("\"some\ntext\",").append(row == 25_000 ? "x" : row).append("\r\n");
        }
        String file = fixture.file("input", rows.toString());
        assertThat(fixture.failure("--csv", "-k", "2:long", file))
                .isEqualTo(file + ":49999: column 2: 'x' is not a long");
    }

    @Test
    void shouldSortManyRows_whateverTheMemoryAndThreads() throws IOException {
        List<String> rows = new ArrayList<>();
        Random random = new Random(31);
        for (int row = 0; row < 40_000; row++) {
            String text = "line " + random.nextInt(100) + "\n\"\"second\"\", one";
            rows.add("\"" + text.repeat(1 + random.nextInt(6)) + "\"," + random.nextInt(1000));
        }
        String file = fixture.file("input", String.join("\r\n", rows));
        rows.sort(
                Comparator.comparingInt((String row) ->
                                Integer.parseInt(row.substring(row.lastIndexOf(',') + 1)))
                        .thenComparing(Comparator.naturalOrder()));
        for (String threads : List.of("1", "4")) {
            String sorted = fixture.sortedText("--csv", "-k", "2:long", "--threads", threads, file);
            assertThat(sorted).isEqualTo(String.join("\r\n", rows) + "\r\n");
        }
    }

    /** Rows longer than a block go another way than others; how long a block is follows memory. */
    @Test
    void shouldSortTheSame_whateverTheMemory() throws IOException {
        Random random = new Random(32);
        String[] ends = {"\n", "\r\n", "\r"};
        for (int round = 0; round < 3; round++) {
            StringBuilder rows = new StringBuilder();
            for (int row = 0; row < 10; row++) {
                rows.append(field(random, 4)).append(',').append(field(random, 80_000)).append(',');
                rows.append(random.nextInt(5)).append(ends[random.nextInt(ends.length)]);
            }
            String file = fixture.file("input", rows.toString());
            for (String key : List.of("1", "1:desc", "3:long")) {
                byte[] expected = fixture.managedMebibytes(80).sorted("--csv", "-k", key, file);
                assertThat(fixture.managedMebibytes(8).sorted("--csv", "-k", key, file))
                        .isEqualTo(expected);
            }
        }
    }

    private static String field(Random random, int maxLength) {
        String plain = "ab\u00e9\"";
        String quoted = plain + ",\r\n";
        String letters = random.nextBoolean() ? plain : quoted;
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(1 + random.nextInt(maxLength)); i > 0; i--) {
            char next = letters.charAt(random.nextInt(letters.length()));
            text.append(next == '"' && letters.equals(plain) ? 'x' : next);
        }
        return letters.equals(plain)
                ? text.toString()
                : "\"" + text.toString().replace("\"", "\"\"") + "\"";
    }
}
