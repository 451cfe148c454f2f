package io.plimsoll.cli.input.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.CommandFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compressed files are read as what they hold, or not at all. */
final class GzipInputTest {

    private static final int HEADER_BYTES = 10;
    private static final int FLAGS_OFFSET = 3;
    private static final byte HAS_HEADER_CHECKSUM = 2;
    private static final byte HAS_EXTRA = 4;
    private static final byte HAS_NAME = 8;
    private static final byte HAS_COMMENT = 16;

    @TempDir Path folder;
    private CommandFixture fixture;

    @BeforeEach
    void layOut() throws IOException {
        fixture = new CommandFixture(folder);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Test
    void shouldReadWhatIsCompressed() throws IOException {
        String packed = fixture.file("packed.gz", gzip("b\na"));
        String plain = fixture.file("plain", "c\n");
        assertThat(fixture.sortedText(packed, plain, packed)).isEqualTo("a\na\nb\nb\nc\n");
    }

    @Test
    void shouldReadAllMembers_whereverTheyMeet() throws IOException {
        Random random = new Random(61);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        StringBuilder text = new StringBuilder();
        for (int member = 0; member < 2000; member++) {
            String part =
                    IntStream.range(0, random.nextInt(60))
                            .mapToObj(i -> random.nextInt() + (i % 5 == 0 ? "\n" : " "))
                            .collect(Collectors.joining());
            text.append(part);
            packed.write(gzip(part));
        }
        byte[] expected = fixture.sorted(fixture.file("plain", text.toString()));
        assertThat(fixture.sorted(fixture.file("packed.gz", packed.toByteArray())))
                .isEqualTo(expected);
    }

    @Test
    void shouldReadAnEmptyMember() throws IOException {
        assertThat(fixture.sorted(fixture.file("empty.gz", gzip("")))).isEmpty();
        assertThat(fixture.sortedText(fixture.file("some.gz", joined(gzip(""), gzip("a")))))
                .isEqualTo("a\n");
    }

    @Test
    void shouldSkipWhatAHeaderMayHave() throws IOException {
        byte[] plain = gzip("a\n");
        byte[] start = Arrays.copyOf(plain, HEADER_BYTES);
        start[FLAGS_OFFSET] = HAS_HEADER_CHECKSUM | HAS_EXTRA | HAS_NAME | HAS_COMMENT;
        byte[] header =
                joined(
                        start,
                        new byte[] {3, 0, 'x', 'y', 'z'},
                        "name\0".getBytes(ISO_8859_1),
                        "comment\0".getBytes(ISO_8859_1));
        CRC32 checksum = new CRC32();
        checksum.update(header);
        byte[] low = {(byte) checksum.getValue(), (byte) (checksum.getValue() >>> 8)};
        byte[] rest = Arrays.copyOfRange(plain, HEADER_BYTES, plain.length);
        assertThat(fixture.sortedText(fixture.file("packed.gz", joined(header, low, rest))))
                .isEqualTo("a\n");
        low[0]++;
        assertThat(fixture.failure(fixture.file("broken.gz", joined(header, low, rest))))
                .contains("broken.gz: truncated or corrupt gzip data");
    }

    @Test
    void shouldIgnoreZerosBehindTheLastMember() throws IOException {
        byte[] padded = joined(gzip("b\n"), gzip("a\n"), new byte[5000]);
        assertThat(fixture.sortedText(fixture.file("padded.gz", padded))).isEqualTo("a\nb\n");
    }

    @Test
    void shouldFail_whereverDataAreCutOff() throws IOException {
        byte[] whole = joined(gzip("b\nc\n"), gzip("a\n"));
        int firstBytes = gzip("b\nc\n").length;
        for (int length = 0; length < whole.length; length++) {
            String file = fixture.file("cut.gz", Arrays.copyOf(whole, length));
            if (length == firstBytes) {
                assertThat(fixture.sortedText(file)).isEqualTo("b\nc\n");
            } else {
                assertThat(fixture.failure(file))
                        .as("length %d", length)
                        .startsWith(file + ": truncated or corrupt gzip data (");
            }
        }
    }

    /** A member whose header was damaged used to be left out without a word, and all behind it. */
    @Test
    void shouldFail_whicheverByteIsDamaged() throws IOException {
        byte[] whole = joined(gzip("some text\n"), gzip("and some more\n"));
        int second = gzip("some text\n").length;
        byte[] expected = fixture.sorted(fixture.file("whole.gz", whole));
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x55;
            String file = fixture.file("damaged.gz", damaged);
            int inHeader = at < second ? at : at - second;
            if (inHeader > FLAGS_OFFSET && inHeader < HEADER_BYTES) {
                // Nobody checks the time, the effort and the system that the header tells.
                assertThat(fixture.sorted(file)).isEqualTo(expected);
            } else {
                assertThat(fixture.failure(file))
                        .as("byte %d", at)
                        .startsWith(file + ": truncated or corrupt gzip data (");
            }
        }
    }

    @Test
    void shouldFail_whenSomethingElseFollows() throws IOException {
        String file = fixture.file("mixed.gz", joined(gzip("a\n"), "b\n".getBytes(UTF_8)));
        assertThat(fixture.failure(file))
                .isEqualTo(
                        file
                                + ": truncated or corrupt gzip data (no gzip header at byte "
                                + gzip("a\n").length
                                + ")");
    }

    @Test
    void shouldFail_whenItIsNotCompressedAtAll() throws IOException {
        String file = fixture.file("plain.gz", "a\n");
        assertThat(fixture.failure(file))
                .isEqualTo(file + ": truncated or corrupt gzip data (no gzip header at byte 0)");
    }

    @Test
    void shouldReadMuch_whateverTheThreads() throws IOException {
        String text =
                new Random(62)
                        .ints(150_000)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining("\n"));
        String packed = fixture.file("packed.gz", joined(gzip(text), gzip("\nlast")));
        byte[] expected = fixture.sorted(fixture.file("plain", text + "\nlast"));
        for (String threads : new String[] {"1", "3"}) {
            assertThat(fixture.sorted("--threads", threads, packed)).isEqualTo(expected);
        }
    }
}
