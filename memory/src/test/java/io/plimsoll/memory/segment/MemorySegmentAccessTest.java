package io.plimsoll.memory.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every primitive at every offset, in every byte order, of every kind of segment. */
class MemorySegmentAccessTest {

    private static final byte BACKGROUND = 0x5A;

    static Stream<Arguments> kindsAndAccessors() {
        return Stream.of(SegmentKind.values())
                .flatMap(kind ->
                        Accessor.all().stream().map(accessor -> Arguments.of(kind, accessor)));
    }

    @ParameterizedTest
    @MethodSource("kindsAndAccessors")
    void shouldReadWhatWasWritten_atEveryOffset(SegmentKind kind, Accessor accessor) {
        MemorySegment segment = kind.create();
        Random random = new Random(1);
        for (int index = 0; index <= segment.size() - accessor.width(); index++) {
            long bits = accessor.kept(random.nextLong());
            accessor.writer().write(segment, index, bits);
            assertThat(accessor.kept(accessor.reader().read(segment, index))).isEqualTo(bits);
        }
    }

    @ParameterizedTest
    @MethodSource("kindsAndAccessors")
    void shouldWriteItsBytesInOrderAndNoOthers(SegmentKind kind, Accessor accessor) {
        MemorySegment segment = kind.create();
        long bits = 0x8192A3B4C5D6E7F8L;
        for (int index = 0; index <= 40; index++) {
            fill(segment);
            accessor.writer().write(segment, index, bits);
            for (int at = 0; at < 64; at++) {
                int offset = at - index;
                byte expected =
                        offset >= 0 && offset < accessor.width()
                                ? accessor.byteAt(bits, offset)
                                : BACKGROUND;
                assertThat(segment.get(at)).as("byte %d", at).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kindsAndAccessors")
    void shouldRefuseEveryIndexOutOfRange(SegmentKind kind, Accessor accessor) {
        MemorySegment segment = kind.create();
        fill(segment);
        int beyond = segment.size() - accessor.width() + 1;
        int[] indexes = {
            -1, -accessor.width(), beyond, segment.size(), Integer.MAX_VALUE, Integer.MIN_VALUE
        };
        for (int index : indexes) {
            assertThatThrownBy(() -> accessor.reader().read(segment, index))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("index=" + index);
            assertThatThrownBy(() -> accessor.writer().write(segment, index, -1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        for (int at = 0; at < segment.size(); at++) {
            assertThat(segment.get(at)).isEqualTo(BACKGROUND);
        }
    }

    @ParameterizedTest
    @EnumSource(SegmentKind.class)
    void shouldTakeZeroForFalseAndAllElseForTrue(SegmentKind kind) {
        MemorySegment segment = kind.create();
        for (int value = 0; value < 256; value++) {
            segment.put(3, (byte) value);
            assertThat(segment.getBoolean(3)).isEqualTo(value != 0);
        }
        segment.putBoolean(3, true);
        assertThat(segment.get(3)).isEqualTo((byte) 1);
        segment.putBoolean(3, false);
        assertThat(segment.get(3)).isZero();
        assertThatThrownBy(() -> segment.getBoolean(segment.size()))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> segment.putBoolean(-1, true))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @EnumSource(SegmentKind.class)
    void shouldKeepTheBitsOfEveryNaN(SegmentKind kind) {
        MemorySegment segment = kind.create();
        segment.putDouble(5, Double.longBitsToDouble(0x7FF0_0000_0000_0ABCL));
        assertThat(segment.getLong(5)).isEqualTo(0x7FF0_0000_0000_0ABCL);
        segment.putLong(5, 0xFFF8_0000_0000_0001L);
        assertThat(Double.doubleToRawLongBits(segment.getDouble(5)))
                .isEqualTo(0xFFF8_0000_0000_0001L);
    }

    static Stream<SegmentKind> kindsOfAnySize() {
        return Stream.of(SegmentKind.values()).filter(kind -> kind != SegmentKind.PAGE);
    }

    @ParameterizedTest
    @MethodSource("kindsOfAnySize")
    void shouldWorkWithSizesZeroAndOne(SegmentKind kind) {
        MemorySegment empty = kind.create(0);
        MemorySegment single = kind.create(1);
        assertThat(empty.size()).isZero();
        for (Accessor accessor : Accessor.all()) {
            assertThatThrownBy(() -> accessor.reader().read(empty, 0))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            if (accessor.width() > 1) {
                assertThatThrownBy(() -> accessor.writer().write(single, 0, 0))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
        single.put(0, (byte) 42);
        assertThat(single.get(0)).isEqualTo((byte) 42);
        empty.put(0, new byte[0]);
        empty.get(0, new byte[0]);
        empty.copyTo(0, single, 1, 0);
        assertThat(empty.compare(single, 0, 0, 0)).isZero();
        assertThat(empty.compare(single, 0, 0, 0, 1)).isNegative();
    }

    @Test
    void shouldLeaveNoOperationOfPrimitivesUntested() {
        // every getX(int) of the class is in the table, or is one of those tested by name
        long readers =
                Stream.of(MemorySegment.class.getMethods())
                        .filter(method -> method.getName().startsWith("get"))
                        .filter(method -> method.getParameterCount() == 1)
                        .filter(method -> method.getParameterTypes()[0] == int.class)
                        .filter(method -> method.getReturnType() != boolean.class)
                        .filter(method -> !method.getName().matches(".*(Volatile|Acquire|Opaque)"))
                        .count();
        assertThat(Accessor.all()).hasSize((int) readers);
    }

    private static void fill(MemorySegment segment) {
        for (int at = 0; at < segment.size(); at++) {
            segment.put(at, BACKGROUND);
        }
    }
}
