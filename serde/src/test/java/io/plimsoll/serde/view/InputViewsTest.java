package io.plimsoll.serde.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all inputs do at their end, with wrong arguments and with bytes that nobody wrote. */
class InputViewsTest {

    /** Makes an input of bytes. */
    @FunctionalInterface
    interface Source {
        DataInputView of(byte[] bytes) throws IOException;
    }

    static Stream<Source> sources() {
        return Stream.of(
                DataInputDeserializer::new,
                bytes -> new DataInputDeserializer(ByteBuffer.wrap(bytes).asReadOnlyBuffer()),
                bytes -> paged(bytes, 1),
                bytes -> paged(bytes, 3),
                bytes -> paged(bytes, 100));
    }

    private static DataInputView paged(byte[] bytes, int pageSize) throws IOException {
        TestPages pages = new TestPages(pageSize + 2, 2);
        pages.output().write(bytes);
        return pages.input();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void endsWithAnExceptionThatSaysWhere(Source source) throws IOException {
        byte[] seven = new byte[7];
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> source.of(seven).readLong())
                .withMessageContaining("expected");
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> source.of(new byte[3]).readInt());
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> source.of(new byte[1]).readChar());
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> source.of(new byte[0]).readByte());
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> source.of(seven).readFully(new byte[8]));
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> source.of(seven).skipBytesToRead(8));
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> source.of(seven).readBytes(Integer.MAX_VALUE));
        DataInputView whole = source.of(seven);
        assertThat(whole.skipBytes(100)).isEqualTo(7);
        assertThat(whole.getReadPosition()).isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void readsAsMuchAsThereIs(Source source) throws IOException {
        DataInputView input = source.of(new byte[] {1, 2, 3, 4, 5});
        byte[] target = new byte[10];
        assertThat(input.read(target, 2, 3)).isEqualTo(3);
        assertThat(target).startsWith(0, 0, 1, 2, 3, 0);
        assertThat(input.read(target)).isEqualTo(2);
        assertThat(input.read(target)).isEqualTo(-1);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void refusesWrongArguments(Source source) throws IOException {
        DataInputView input = source.of(new byte[5]);
        byte[] target = new byte[4];
        assertThatIllegalArgumentException().isThrownBy(() -> input.skipBytesToRead(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> input.readBytes(-1));
        assertThat(input.skipBytes(-1)).isZero();
        for (int[] range : new int[][] {{-1, 2}, {0, 5}, {4, 1}, {0, -1}, {Integer.MAX_VALUE, 1}}) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> input.read(target, range[0], range[1]));
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> input.readFully(target, range[0], range[1]));
        }
        assertThat(input.getReadPosition()).isZero();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void refusesNumbersThatAreTooLong(Source source) {
        for (String hex : new String[] {"8080808010", "FFFFFFFF7F", "808080808001"}) {
            assertThatExceptionOfType(SerializationException.class)
                    .isThrownBy(() -> source.of(bytes(hex)).readVarInt())
                    .satisfies(e -> assertThat(e.position()).isEqualTo(5))
                    .withMessageContaining("before byte 5");
        }
        for (String hex : new String[] {"80808080808080808002", "8080808080808080808001"}) {
            assertThatExceptionOfType(SerializationException.class)
                    .isThrownBy(() -> source.of(bytes(hex)).readVarLong());
        }
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> source.of(bytes("FFFFFFFF0F")).readLength())
                .withMessageContaining("length=-1");
    }

    @ParameterizedTest
    @MethodSource("sources")
    void refusesWhatIsNotUtf8(Source source) {
        String[] malformed = {
            "80",
            "C3",
            "C0AF",
            "C180",
            "C328",
            "E0809F",
            "E282",
            "E28228",
            "F0808080",
            "F4908080",
            "F8888080",
            "FF",
            "41C3",
            "EDA0BDEDB880" // the last: a pair of surrogates in six bytes
        };
        for (String hex : malformed) {
            byte[] utf8 = bytes(hex);
            byte[] all = new byte[utf8.length + 1];
            all[0] = (byte) utf8.length;
            System.arraycopy(utf8, 0, all, 1, utf8.length);
            assertThatExceptionOfType(SerializationException.class)
                    .as(hex)
                    .isThrownBy(() -> source.of(all).readString())
                    .withMessageContaining("UTF-8");
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void readsTheUtf8OfOthers(Source source) throws IOException {
        String text = "aß€😀\0";
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[utf8.length + 1];
        all[0] = (byte) utf8.length;
        System.arraycopy(utf8, 0, all, 1, utf8.length);
        assertThat(source.of(all).readString()).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void refusesWhatIsNotModifiedUtf8(Source source) {
        for (String hex : new String[] {"000180", "0001C3", "0002C341", "0003E28241", "0001FF"}) {
            assertThatExceptionOfType(UTFDataFormatException.class)
                    .as(hex)
                    .isThrownBy(() -> source.of(bytes(hex)).readUTF());
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void readsLines(Source source) throws IOException {
        DataInputView input = source.of("one\r\n\ntwo\rthree".getBytes(StandardCharsets.US_ASCII));
        assertThat(input.readLine()).isEqualTo("one");
        assertThat(input.readLine()).isEmpty();
        assertThat(input.readLine()).isEqualTo("two\rthree");
        assertThat(input.readLine()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x7FFFFFFF, 0x10000000, 0xFFFFFF})
    void believesNoLengthThatTheInputCannotHold(int length) {
        DataOutputSerializer out = new DataOutputSerializer(8);
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> {
                    out.writeVarInt(length);
                    paged(out.getCopyOfBuffer(), 100).readString();
                });
        DataInputDeserializer negative = new DataInputDeserializer(bytes("80000000"));
        assertThatExceptionOfType(SerializationException.class).isThrownBy(negative::readLongUTF);
    }

    @Test
    void aDeserializerCanBeSetToOtherBytes() throws IOException {
        DataInputDeserializer input = new DataInputDeserializer();
        assertThat(input.available()).isZero();
        input.setBuffer(new byte[] {1, 2, 3, 4}, 1, 2);
        assertThat(input.available()).isEqualTo(2);
        assertThat(input.getPosition()).isEqualTo(1);
        assertThat(input.readShort()).isEqualTo((short) 0x0203);
        ByteBuffer buffer = ByteBuffer.allocateDirect(4).putInt(0, 7);
        input.setBuffer(buffer);
        assertThat(input.readInt()).isEqualTo(7);
        assertThat(buffer.position()).isZero();
        input.releaseArrays();
        assertThatExceptionOfType(EOFException.class).isThrownBy(input::readByte);
        assertThatIllegalArgumentException().isThrownBy(() -> input.setBuffer(new byte[3], 2, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> input.setBuffer(new byte[3], -1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> input.setBuffer(new byte[3], 4, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> input.setBuffer(new byte[3], 2, Integer.MAX_VALUE));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
