package io.plimsoll.serde.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.MemorySegmentFactory;
import io.plimsoll.serde.page.RandomAccessInputView;
import io.plimsoll.serde.page.RandomAccessOutputView;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all outputs do with wrong arguments, and positions in fixed pages. */
class OutputViewsTest {

    static Stream<DataOutputView> outputs() {
        return Stream.of(
                new DataOutputSerializer(1),
                new TestPages(3, 2).output(),
                new TestPages(100, 0).output());
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void refusesWrongArguments(DataOutputView output) {
        DataInputView source = new DataInputDeserializer(new byte[100]);
        byte[] bytes = new byte[4];
        assertThatIllegalArgumentException().isThrownBy(() -> output.skipBytesToWrite(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> output.write(source, -1));
        for (int[] range : new int[][] {{-1, 2}, {0, 5}, {4, 1}, {0, -1}, {Integer.MAX_VALUE, 1}}) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> output.write(bytes, range[0], range[1]));
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() ->
                            ((MemorySegmentWritable) output)
                                    .write(MemorySegmentFactory.wrap(bytes), range[0], range[1]));
        }
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void refusesTextsThatWriteUtfHasNoLengthFor(DataOutputView output) throws IOException {
        assertThatExceptionOfType(UTFDataFormatException.class)
                .isThrownBy(() -> output.writeUTF("é".repeat(32_768)))
                .withMessage("encodedBytes=65536 (expected at most 65535)");
        output.writeUTF("é".repeat(32_767) + "e");
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void failsWhenTheSourceOfACopyEnds(DataOutputView output) {
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() ->
                        output.write(new DataInputDeserializer(new byte[100]), Integer.MAX_VALUE));
    }

    @Property(tries = 200)
    void copiesFromSegments(@ForAll byte[] bytes, @ForAll @IntRange(min = 1, max = 20) int pageSize)
            throws IOException {
        DataOutputSerializer array = new DataOutputSerializer(1);
        int from = bytes.length / 3;
        MemorySegment segment = MemorySegmentFactory.wrap(bytes);

        array.write(segment, from, bytes.length - from);

        byte[] expected = new byte[bytes.length - from];
        System.arraycopy(bytes, from, expected, 0, expected.length);
        assertThat(array.getCopyOfBuffer()).isEqualTo(expected);
        try (TestPages pages = new TestPages(pageSize, 0)) {
            pages.output().write(segment, from, bytes.length - from);
            assertThat(pages.input().readBytes(expected.length)).isEqualTo(expected);
        }
    }

    @Test
    void anArrayOutputCanBeCutBackAndPatched() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1);
        out.skipBytesToWrite(4);
        out.writeLong(-1);
        out.writeIntUnsafe(8, 0);
        out.setPosition(5);
        assertThat(out.getCopyOfBuffer()).containsExactly(0, 0, 0, 8, 0xFF);
        assertThatIllegalArgumentException().isThrownBy(() -> out.setPosition(6));
        assertThatIllegalArgumentException().isThrownBy(() -> out.setPosition(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new DataOutputSerializer(0));
        out.clear();
        out.writeLongUTF("äb");
        assertThat(out.getCopyOfBuffer()).containsExactly(0, 0, 0, 3, 0xC3, 0xA4, 'b');
        assertThat(new DataInputDeserializer(out.getCopyOfBuffer()).readLongUTF()).isEqualTo("äb");
    }

    @Property(tries = 200)
    void fixedPagesCanBeWrittenAndReadAnywhere(
            @ForAll @IntRange(min = 1, max = 20) int pageSize,
            @ForAll @IntRange(min = 1, max = 10) int pageCount,
            @ForAll @IntRange(max = 199) int at)
            throws IOException {
        List<MemorySegment> pages =
                IntStream.range(0, pageCount)
                        .mapToObj(i -> MemorySegmentFactory.allocateUnpooledSegment(pageSize))
                        .toList();
        RandomAccessOutputView output =
                new RandomAccessOutputView(pages.toArray(MemorySegment[]::new), pageSize);
        RandomAccessInputView input = new RandomAccessInputView(pages, pageSize);
        long capacity = (long) pageSize * pageCount;
        assertThat(output.capacity()).isEqualTo(capacity);
        assertThat(input.length()).isEqualTo(capacity);
        long position = at % (capacity + 1);

        output.setWritePosition(position);
        input.setReadPosition(position);
        assertThat(output.getWritePosition()).isEqualTo(position);
        assertThat(input.getReadPosition()).isEqualTo(position);
        if (position + Long.BYTES <= capacity) {
            output.writeLong(0x0123_4567_89AB_CDEFL);
            assertThat(input.readLong()).isEqualTo(0x0123_4567_89AB_CDEFL);
            assertThat(output.getWritePosition()).isEqualTo(position + Long.BYTES);
            assertThat(input.getReadPosition()).isEqualTo(position + Long.BYTES);
            input.setReadPosition(position + 1);
            assertThat(input.readByte()).isEqualTo((byte) 0x23);
        } else {
            assertThatExceptionOfType(EOFException.class).isThrownBy(() -> output.writeLong(1));
            assertThatExceptionOfType(EOFException.class).isThrownBy(input::readLong);
        }
    }

    @Test
    void refusesPositionsOutside() {
        List<MemorySegment> pages = List.of(MemorySegmentFactory.allocateUnpooledSegment(8));
        RandomAccessInputView input = new RandomAccessInputView(pages, 8, 5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> input.setReadPosition(6))
                .withMessage("position=6 (expected 0..5)");
        assertThatIllegalArgumentException().isThrownBy(() -> input.setReadPosition(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RandomAccessInputView(pages, 8, 9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RandomAccessInputView(List.of(), 8, 1));
        RandomAccessOutputView output =
                new RandomAccessOutputView(pages.toArray(MemorySegment[]::new), 8);
        assertThatIllegalArgumentException().isThrownBy(() -> output.setWritePosition(9));
        assertThatIllegalArgumentException().isThrownBy(() -> output.setWritePosition(-1));
        RandomAccessInputView empty = new RandomAccessInputView(List.of(), 8);
        empty.setReadPosition(0);
        assertThatExceptionOfType(EOFException.class).isThrownBy(empty::readByte);
    }
}
