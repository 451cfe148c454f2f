package io.plimsoll.index.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.index.IndexInputException;
import io.plimsoll.index.IndexInputException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipChannelTest {

    private static final byte[] TEXT =
            "a text of some length, of some length ".repeat(3).getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 16_384, 1_000_000})
    void deliversWhatWasCompressed(int length) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        assertThat(read(gzip(content), 999)).isEqualTo(content);
        assertThat(read(gzip(content), 1 << 20)).isEqualTo(content);
    }

    @Test
    void membersFollowEachOtherAndZerosMayFollowTheLast() throws IOException {
        byte[] content = join(TEXT, TEXT, new byte[0], TEXT);
        byte[] members = join(gzip(TEXT), gzip(TEXT), gzip(new byte[0]), gzip(TEXT), new byte[700]);
        assertThat(read(members, 50)).isEqualTo(Arrays.copyOf(content, 3 * TEXT.length));
    }

    @Test
    void allFieldsOfAHeaderAreSkipped() throws IOException {
        byte[] plain = gzip(TEXT);
        byte[] header = Arrays.copyOf(plain, 10);
        header[3] = 2 + 4 + 8 + 16;
        byte[] fields = "\3\0abcname\0comment\0cc".getBytes(StandardCharsets.ISO_8859_1);
        byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
        assertThat(read(join(header, fields, rest), 50)).isEqualTo(TEXT);
    }

    @Test
    void eachTruncationIsAnErrorThatNamesTheFile() {
        byte[] members = join(gzip(TEXT), gzip(TEXT));
        int firstMember = gzip(TEXT).length;
        for (int length = 0; length < members.length; length++) {
            byte[] cut = Arrays.copyOf(members, length);
            if (length != firstMember) {
                assertThatThrownBy(() -> read(cut, 50))
                        .as("length %d", length)
                        .isInstanceOfSatisfying(
                                IndexInputException.class,
                                error -> {
                                    assertThat(error.reason()).isEqualTo(Reason.TRUNCATED);
                                    assertThat(error.input()).isEqualTo("text.gz");
                                });
            }
        }
    }

    @Test
    void aFlippedBitIsAnErrorOrHarmless() {
        byte[] compressed = gzip(TEXT);
        for (int bit = 0; bit < compressed.length * Byte.SIZE; bit++) {
            byte[] flipped = compressed.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            try {
                assertThat(read(flipped, 50)).as("bit %d", bit).isEqualTo(TEXT);
            } catch (IOException error) {
                assertThat(error).isInstanceOf(IndexInputException.class);
            }
        }
    }

    @Test
    void whatIsNotGzipIsAnError() {
        assertThatThrownBy(() -> read(TEXT, 50)).hasMessage("text.gz: not gzip data");
        assertThatThrownBy(() -> read(join(gzip(TEXT), TEXT), 50))
                .hasMessage("text.gz: bytes that are not gzip follow its end");
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(content);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return compressed.toByteArray();
    }

    private static byte[] read(byte[] compressed, int bufferBytes) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocateDirect(bufferBytes);
        try (GzipChannel channel =
                new GzipChannel(
                        "text.gz", Channels.newChannel(new ByteArrayInputStream(compressed)))) {
            while (channel.read(buffer.clear()) >= 0) {
                byte[] piece = new byte[buffer.flip().remaining()];
                buffer.get(piece);
                content.writeBytes(piece);
            }
        }
        return content.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
