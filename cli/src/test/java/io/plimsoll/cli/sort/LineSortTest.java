package io.plimsoll.cli.sort;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.plimsoll.cli.CommandFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole lines, in the order of their bytes. */
final class LineSortTest {

    private static final Path GNU_SORT = Path.of("/usr/bin/sort");

    @TempDir Path folder;
    private CommandFixture fixture;

    @BeforeEach
    void layOut() throws IOException {
        fixture = new CommandFixture(folder);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # input          , sorted
                    ''               , ''
                    'b\\na\\nc\\n'   , 'a\\nb\\nc\\n'
                    'b\\na'          , 'a\\nb\\n'
                    '\\n'            , '\\n'
                    '\\n\\na\\n\\n'  , '\\n\\n\\na\\n'
                    'a'              , 'a\\n'
                    'b\\r\\na\\r\\n' , 'a\\r\\nb\\r\\n'
                    'b\\r\\na'       , 'a\\nb\\r\\n'
                    'a\\0b\\na\\n'   , 'a\\na\\0b\\n'
                    'a\\n\\0\\n\\n'  , '\\n\\0\\na\\n'
                    'é\\nz\\n~\\n'   , 'z\\n~\\né\\n'
                    'ab\\na b\\na\\n', 'a\\na b\\nab\\n'
                    """)
    void shouldOrderByBytes(String input, String sorted) throws IOException {
        String file = fixture.file("input", unescaped(input));
        assertThat(fixture.sortedText(file)).isEqualTo(unescaped(sorted));
    }

    private static String unescaped(String text) {
        return text.replace("\\0", "\0").replace("\\r", "\r").replace("\\n", "\n");
    }

    @Test
    void shouldEndEachFileWithALine_whenItHasNoNewline() throws IOException {
        String first = fixture.file("first", "c\nb");
        String empty = fixture.file("empty", "");
        String second = fixture.file("second", "a\n");
        assertThat(fixture.sortedText(first, empty, second, first)).isEqualTo("a\nb\nb\nc\nc\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "-r", "-u", "-ru", "-s"})
    void shouldPrintWhatSortPrints_whenLinesAreRandomBytes(String option) throws Exception {
        Random random = new Random(21);
        for (int alphabet : new int[] {2, 16, 256}) {
            byte[] bytes = randomLines(random, 200_000, alphabet);
            String[] options = option.equals("plain") ? new String[0] : new String[] {option};
            checkAgainstNaive(bytes, options);
            checkAgainstGnuSort(bytes, options);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldPrintWhatSortPrints_whenDataIsLargerThanMemory(int threads) throws Exception {
        byte[] bytes = randomLines(new Random(22), 12 << 20, 256);
        String file = fixture.file("input", bytes);
        assertThat(fixture.sorted("--threads", String.valueOf(threads), file))
                .isEqualTo(NaiveSort.lines(bytes, false, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sorted", "reversed", "equal", "long common prefixes"})
    void shouldSort_whenInputIsSpecial(String kind) throws Exception {
        List<String> lines =
                new ArrayList<>(
                        IntStream.range(0, 100_000).mapToObj("%08d some more"::formatted).toList());
        switch (kind) {
            case "reversed" -> Collections.reverse(lines);
            case "equal" -> lines.replaceAll(_ -> "the same line all over");
            case "long common prefixes" ->
                    lines.replaceAll(line -> "/usr/share/".repeat(line.charAt(7) - '0') + line);
            default -> assertThat(lines).isSorted();
        }
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(UTF_8);
        checkAgainstNaive(bytes);
        checkAgainstNaive(bytes, "-u");
    }

    @Test
    void shouldTellInTheSummaryAndCount() throws IOException {
        String file = fixture.file("input", "b\na\na\n");
        String summary = fixture.sort("-u", "-o", fixture.path("out"), file).err();
        assertThat(summary).hasLineCount(1).startsWith("sorted 2 rows (4 B) in ");
    }

    private void checkAgainstNaive(byte[] bytes, String... options) throws IOException {
        String file = fixture.file("input", bytes);
        byte[] sorted = fixture.sorted(with(options, file));
        String letters = String.join("", options);
        assertThat(sorted)
                .isEqualTo(NaiveSort.lines(bytes, letters.contains("r"), letters.contains("u")));
    }

    private void checkAgainstGnuSort(byte[] bytes, String... options) throws Exception {
        assumeThat(GNU_SORT).exists();
        String file = fixture.file("input", bytes);
        Path expected = folder.resolve("expected");
        ProcessBuilder builder = new ProcessBuilder(with(options, file));
        builder.command().addFirst(GNU_SORT.toString());
        builder.environment().put("LC_ALL", "C");
        assertThat(builder.redirectOutput(expected.toFile()).start().waitFor()).isZero();
        assertThat(fixture.sorted(with(options, file))).isEqualTo(Files.readAllBytes(expected));
    }

    private static String[] with(String[] options, String file) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add(file);
        return all.toArray(String[]::new);
    }

    private static byte[] randomLines(Random random, int size, int alphabet) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < size) {
            byte[] line = new byte[random.nextInt(1 + random.nextInt(200))];
            for (int i = 0; i < line.length; i++) {
                byte next = (byte) random.nextInt(alphabet);
                line[i] = next == '\n' ? (byte) 'x' : next;
            }
            bytes.writeBytes(line);
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }
}
