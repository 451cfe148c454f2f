package io.plimsoll.benchmarks.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineGeneratorTest {

    /** More than one write, and a rest. */
    private static final int LINES = 5000;

    private static byte[] generate(Workload workload, Filler filler, int lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new LineGenerator(workload, filler).write(lines, out);
        return out.toByteArray();
    }

    private static List<String> lines(Workload workload, Filler filler) throws IOException {
        byte[] bytes = generate(workload, filler, LINES);
        assertThat(bytes).hasSize(LINES * 100);
        assertThat(bytes[bytes.length - 1]).isEqualTo((byte) '\n');
        return new String(bytes, StandardCharsets.US_ASCII).lines().toList();
    }

    @Test
    void shouldDrawTheNumbersOfSplitMix64() {
        RandomBits random = new RandomBits(1234567);

        assertThat(random.next()).isEqualTo(6457827717110365317L);
        assertThat(random.next()).isEqualTo(3203168211198807973L);
    }

    /** Figures of different machines and times are comparable only if this stays as it is. */
    @ParameterizedTest
    @CsvSource({
        "LINES, CONSTANT, 2b3fed69",
        "LINES, RANDOM, f3596418",
        "KEYS, CONSTANT, 41c232e2",
        "KEYS, RANDOM, 3bce8ccd"
    })
    void shouldWriteTheSameBytesForEver(Workload workload, Filler filler, String checksum)
            throws IOException {
        CRC32C crc = new CRC32C();
        crc.update(generate(workload, filler, LINES));

        assertThat(Long.toHexString(crc.getValue())).isEqualTo(checksum);
    }

    @Test
    void shouldWriteRandomBytes_aCounterAndFiller() throws IOException {
        List<String> lines = lines(Workload.LINES, Filler.CONSTANT);

        assertThat(lines).hasSize(LINES).allMatch(line -> line.matches("[ -~]{10}[0-9]{12}x{77}"));
        assertThat(lines.get(4999).substring(10, 22)).isEqualTo("000000004999");
        assertThat(lines.stream().map(line -> line.substring(0, 10)).distinct()).hasSize(LINES);
        assertThat(lines.stream().flatMapToInt(line -> line.chars().limit(10)).distinct())
                .hasSize(95);
    }

    @Test
    void shouldWriteRowsOfThreeColumns() throws IOException {
        List<String> rows = lines(Workload.KEYS, Filler.RANDOM);

        assertThat(rows).allMatch(row -> row.matches("[a-z]{10},-?[0-9]{1,10},[A-Za-z0-9+/]+"));
        long negative = rows.stream().filter(row -> row.charAt(11) == '-').count();
        assertThat(negative).isBetween(LINES / 3L, LINES * 2L / 3);
    }

    @Test
    void shouldBeginWithTheSameLines_whateverTheirNumber() throws IOException {
        byte[] few = generate(Workload.LINES, Filler.RANDOM, 7);
        byte[] many = generate(Workload.LINES, Filler.RANDOM, LINES);

        assertThat(many).startsWith(few);
    }

    @Test
    void shouldTellTheChecksumOfItsFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("input.txt");

        SortInput input = SortInput.generate(file, Workload.LINES, Filler.CONSTANT, 3);

        CRC32C crc = new CRC32C();
        crc.update(Files.readAllBytes(file));
        assertThat(input.bytes()).isEqualTo(300);
        assertThat(input.crc32c()).isEqualTo(crc.getValue());
    }
}
