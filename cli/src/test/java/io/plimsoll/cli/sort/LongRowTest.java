package io.plimsoll.cli.sort;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.CommandFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that fit in no block of input, up to half of the memory; and beyond. */
final class LongRowTest {

    private static final int LONG_BYTES = 5 << 20;

    /** As much as the launcher leaves to data of a budget of 128 MiB. */
    private static final int MANAGED_MEBIBYTES = 40;

    @TempDir Path folder;
    private CommandFixture fixture;

    @BeforeEach
    void layOut() throws IOException {
        fixture = new CommandFixture(folder).managedMebibytes(MANAGED_MEBIBYTES);
    }

    /** Long texts that differ late, shuffled among short ones. */
    private static List<String> texts(int count) {
        String start = "long ".repeat(LONG_BYTES / 5);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(start.substring(7 * i) + i);
            texts.add("l" + i);
            texts.add(start.substring(0, 20) + (char) ('a' + i));
        }
        texts.add("");
        Collections.shuffle(texts, new Random(41));
        return texts;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldSortLines(int threads) throws IOException {
        byte[] lines = NaiveSort.joined(texts(4));
        String file = fixture.file("input", lines);
        assertThat(fixture.sorted("--threads", String.valueOf(threads), file))
                .isEqualTo(NaiveSort.lines(lines, false, false));
        assertThat(fixture.sorted("-r", "--threads", String.valueOf(threads), file))
                .isEqualTo(NaiveSort.lines(lines, true, false));
    }

    @Test
    void shouldDropEqualLongLines_whenUnique() throws IOException {
        List<String> texts = texts(2);
        texts.addAll(texts);
        byte[] lines = NaiveSort.joined(texts);
        assertThat(fixture.sorted("-u", fixture.file("input", lines)))
                .isEqualTo(NaiveSort.lines(lines, false, true));
    }

    @ParameterizedTest
    @CsvSource({"1:long,false", "1:long:desc,true", "3:string,false", "3,true", "4:double,false"})
    void shouldSortByColumnsBeforeAndBehindTheLongOne(String key, boolean stable)
            throws IOException {
        List<String> rows = new ArrayList<>();
        Random random = new Random(42);
        for (String text : texts(3)) {
            int number = random.nextInt(4);
            rows.add(number + "\t" + text + "\tk" + number + "\t" + number / 2.0 + "\r");
        }
        byte[] input = NaiveSort.joined(rows);
        String[] parts = key.split(":");
        NaiveSort.Key naive =
                new NaiveSort.Key(
                        Integer.parseInt(parts[0]) - 1,
                        parts.length > 1 ? parts[1] : "string",
                        key.endsWith("desc"));
        String file = fixture.file("input", input);
        List<String> arguments = new ArrayList<>(List.of("-k", key, file));
        if (stable) {
            arguments.addFirst("-s");
        }
        assertThat(fixture.sorted(arguments.toArray(String[]::new)))
                .isEqualTo(NaiveSort.rows(input, List.of(naive), false, stable, false));
    }

    @Test
    void shouldSortCsv() throws IOException {
        String text = "\"\"quoted\"\",\r\n".repeat(100_000);
        String first = "\"" + text + "\",2,\"b\"\"\"";
        String second = "\"" + text + "\",1,\"\"";
        String third = "plain,3," + "x".repeat(LONG_BYTES);
        String file =
                fixture.file("input", "short,0,c\r\n" + first + "\r\n" + second + "\r\n" + third);
        for (String threads : List.of("1", "2")) {
            assertThat(fixture.sortedText("--csv", "-k", "2:long:desc", "--threads", threads, file))
                    .isEqualTo(String.join("\r\n", third, first, second, "short,0,c", ""));
        }
        assertThat(
                        fixture.sortedText(
                                "--csv",
                                "-k",
                                "3",
                                "-t",
                                ",",
                                fixture.file("two", String.join("\n", first, second))))
                .isEqualTo(second + "\n" + first + "\n");
        assertThat(fixture.sortedText("--csv", file))
                .isEqualTo(String.join("\r\n", second, first, third, "short,0,c", ""));
    }

    @Test
    void shouldCountTheLinesOfALongCsvRow() throws IOException {
        String text = "\n".repeat(300_000);
        String file = fixture.file("input", "a,1\n\"" + text + "\",2\nb,x\n");
        assertThat(fixture.failure("--csv", "-k", "2:long", file))
                .isEqualTo(file + ":300003: column 2: 'x' is not a long");
        String malformed = fixture.file("malformed", "a,1\n\"" + text + "\"x,2\nb,2\n");
        assertThat(fixture.failure("--csv", "-k", "2:long", malformed))
                .startsWith(malformed + ":2: not RFC 4180: ");
    }

    @Test
    void shouldFail_whenALongRowsKeyIsMalformed() throws IOException {
        String row = "1\t" + "x".repeat(LONG_BYTES) + "\tone\n";
        String file = fixture.file("input", "1\ta\t1\n" + row);
        assertThat(fixture.failure("-k", "3:long", file))
                .isEqualTo(file + ":2: column 3: 'one' is not a long");
        assertThat(fixture.failure("-k", "2:long", file))
                .isEqualTo(file + ":1: column 2: 'a' is not a long");
    }

    /** What skipped long rows had taken used to stay taken, until nothing was left. */
    @Test
    void shouldSkipAnyNumberOfLongRows() throws IOException {
        String row = "x".repeat(LONG_BYTES) + "\tone\n";
        String file = fixture.file("input", row.repeat(12) + "a\t1\n");
        assertThat(fixture.sortedText("--on-bad-row=skip", "--threads=1", "-k", "2:long", file))
                .isEqualTo("a\t1\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldFail_whenARowIsLargerThanHalfOfTheMemory(int threads) throws IOException {
        byte[] line = new byte[20 << 20];
        Arrays.fill(line, (byte) 'x');
        String before = fixture.file("before", "a\nb\n".getBytes(US_ASCII));
        String file = fixture.file("input", line);
        for (String key : List.of("1", "2")) {
            assertThat(
                            fixture.failure(
                                    "--threads", String.valueOf(threads), "-k", key, before, file))
                    .matches(
                            file
                                    + ":1: row larger than [0-9]+ bytes, half of the memory to sort"
                                    + " with \\(expected a larger --memory\\)");
        }
        assertThat(fixture.failure("--threads", String.valueOf(threads), before, file))
                .startsWith(file + ":1: row larger than ");
    }

    @Test
    void shouldFail_whenTheKeyOfALongRowIsItselfLong() throws IOException {
        String file = fixture.file("input", "a\n" + "x".repeat(LONG_BYTES) + "\t1\n");
        assertThat(fixture.failure("-k", "1", file))
                .matches(file + ":2: key columns of a row longer than a block have more than.*");
    }
}
