package io.plimsoll.doctor.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A scan hands over what a naive search in each line finds. */
final class LineScanTest {

    private record Seen(long number, String line, BitSet found) {}

    /** Reads in pieces of random size, as pipes do. */
    private static final class Dripping extends InputStream {
        private final byte[] bytes;
        private final Random random = new Random(7);
        private int position;

        Dripping(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return position < bytes.length ? bytes[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (position == bytes.length) {
                return -1;
            }
            int wanted = Math.min(length, 1 + random.nextInt(100));
            int read = Math.min(wanted, bytes.length - position);
            System.arraycopy(bytes, position, target, offset, read);
            position += read;
            return read;
        }
    }

    private static List<Seen> scan(List<String> texts, InputStream in) throws IOException {
        List<Seen> seen = new ArrayList<>();
        LineScan scan =
                new LineScan(
                        new TextAutomaton(texts),
                        (number, line, found) ->
                                seen.add(new Seen(number, line, (BitSet) found.clone())));
        scan.read(in);
        return seen;
    }

    private static List<Seen> naive(List<String> texts, String input) {
        List<Seen> seen = new ArrayList<>();
        String[] lines = input.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            BitSet found = new BitSet();
            for (int text = 0; text < texts.size(); text++) {
                found.set(text, lines[i].contains(texts.get(text)));
            }
            if (!found.isEmpty()) {
                seen.add(new Seen(i + 1, lines[i], found));
            }
        }
        return seen;
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.strings()
                .withChars("abé")
                .ofMinLength(1)
                .ofMaxLength(5)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> inputs() {
        return Arbitraries.strings().withChars("aabbéc\n").ofMaxLength(300);
    }

    @Property(tries = 500)
    void shouldFindWhatANaiveSearchFinds(
            @ForAll("texts") List<String> texts, @ForAll("inputs") String input)
            throws IOException {
        byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
        List<Seen> expected = naive(texts, input);
        assertThat(scan(texts, new ByteArrayInputStream(bytes))).isEqualTo(expected);
        assertThat(scan(texts, new Dripping(bytes))).isEqualTo(expected);
    }

    /** A text across the end of a buffer, and all that surrounds it, must not get lost. */
    @Test
    void shouldHandOverWhatSurroundsAText_whereverItIsInALongLine() throws IOException {
        for (int before = LineScan.BUFFER_BYTES - 5000;
                before < LineScan.BUFFER_BYTES + 100;
                before += 77) {
            String line = "x".repeat(before) + "needle" + "y".repeat(200_000);
            List<Seen> seen =
                    scan(
                            List.of("needle"),
                            new ByteArrayInputStream(
                                    ("first\n" + line + "\nneedle")
                                            .getBytes(StandardCharsets.UTF_8)));
            assertThat(seen).extracting(Seen::number).startsWith(2L).endsWith(3L);
            assertThat(seen)
                    .anyMatch(piece ->
                            piece.number() == 2
                                    && piece.line().contains("xneedle" + "y".repeat(1000)));
            assertThat(seen).allMatch(piece -> piece.line().length() <= LineScan.BUFFER_BYTES);
        }
    }

    @Test
    void shouldCountLinesAndBytes_withoutALineBreakAtTheEnd() throws IOException {
        LineScan scan =
                new LineScan(new TextAutomaton(List.of("none")), (number, line, found) -> {});
        scan.read(new ByteArrayInputStream("a\nb\nc".getBytes(StandardCharsets.UTF_8)));
        assertThat(scan.lines()).isEqualTo(3);
        assertThat(scan.bytes()).isEqualTo(5);
    }

    @Test
    void shouldDropCarriageReturns() throws IOException {
        assertThat(
                        scan(
                                List.of("needle"),
                                new ByteArrayInputStream(
                                        "needle\r\n".getBytes(StandardCharsets.UTF_8))))
                .extracting(Seen::line)
                .containsExactly("needle");
    }
}
