package io.plimsoll.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputDeserializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputSerializer;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.TestPages;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Writes values to an array and to pages of any size, and reads them in every way there is. */
final class RoundTrip {

    private static final int SENTINEL = 0xCAFE_BABE;

    private RoundTrip() {}

    static <T> void check(TypeSerializer<T> serializer, List<T> values, int pageSize)
            throws IOException {
        byte[] bytes = throughArray(serializer, values);
        try (TestPages pages = new TestPages(pageSize + 3, pageSize % 3)) {
            throughPages(serializer, values, pages, bytes);
        }
    }

    private static <T> void throughPages(
            TypeSerializer<T> serializer, List<T> values, TestPages pages, byte[] bytes)
            throws IOException {
        writeAll(serializer, values, pages.output());
        DataInputView input = pages.input();
        readAll(serializer, values, input);

        byte[] same = new byte[bytes.length];
        pages.input().readFully(same);
        assertThat(Arrays.equals(same, bytes)).as("same bytes in pages").isTrue();

        DataOutputSerializer copies = new DataOutputSerializer(1);
        DataInputView source = pages.input();
        for (T ignored : values) {
            serializer.copy(source, copies);
            copies.writeInt(source.readInt());
        }
        assertThat(Arrays.equals(copies.getCopyOfBuffer(), bytes)).as("same bytes copied").isTrue();
    }

    private static <T> byte[] throughArray(TypeSerializer<T> serializer, List<T> values)
            throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1);
        writeAll(serializer, values, out);
        byte[] bytes = out.getCopyOfBuffer();
        readAll(serializer, values, new DataInputDeserializer(bytes));
        for (T value : values) {
            T copy = serializer.copy(value);
            assertSame(copy, value);
            if (value != null && !(value instanceof Enum) && !serializer.isImmutableType()) {
                assertThat(copy).isNotSameAs(value);
            }
        }
        return bytes;
    }

    private static <T> void writeAll(
            TypeSerializer<T> serializer, List<T> values, DataOutputView out) throws IOException {
        for (T value : values) {
            serializer.serialize(value, out);
            out.writeInt(SENTINEL);
        }
    }

    private static <T> void readAll(TypeSerializer<T> serializer, List<T> values, DataInputView in)
            throws IOException {
        for (T value : values) {
            long from = in.getReadPosition();
            assertSame(serializer.deserialize(in), value);
            long length = in.getReadPosition() - from;
            assertThat(length).isPositive();
            if (serializer.getLength() != TypeSerializer.VARIABLE_LENGTH) {
                assertThat(length).isEqualTo(serializer.getLength());
            }
            assertThat(in.readInt()).isEqualTo(SENTINEL);
        }
        assertThat(in.read(new byte[1])).as("end of input").isEqualTo(-1);
    }

    private static void assertSame(Object actual, Object expected) {
        // Not by AssertJ, which compares long arrays one boxed element after the other.
        if (!Arrays.deepEquals(new Object[] {actual}, new Object[] {expected})) {
            fail("%s (expected %s)", actual, expected);
        }
    }
}
