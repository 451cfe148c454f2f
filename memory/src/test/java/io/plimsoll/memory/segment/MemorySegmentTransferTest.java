package io.plimsoll.memory.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes in bulk between segments, arrays, buffers and streams. */
class MemorySegmentTransferTest extends RandomSegments {

    @ParameterizedTest
    @EnumSource(SegmentKind.class)
    void shouldCopyRangesFromAndToArrays(SegmentKind kind) {
        MemorySegment segment = randomSegment(kind);
        byte[] model = contents(segment);
        for (int round = 0; round < 200; round++) {
            int length = random.nextInt(40);
            int index = random.nextInt(64 - length);
            byte[] array = randomBytes(50);
            int offset = random.nextInt(array.length - length + 1);
            segment.put(index, array, offset, length);
            System.arraycopy(array, offset, model, index, length);
            assertThat(contents(segment)).isEqualTo(model);

            byte[] read = new byte[50];
            segment.get(index, read, offset, length);
            byte[] expected = new byte[50];
            System.arraycopy(model, index, expected, offset, length);
            assertThat(read).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(SegmentKind.class)
    void shouldRefuseBadRangesOfArraysAndChangeNothing(SegmentKind kind) {
        MemorySegment segment = randomSegment(kind);
        int shift = segment.size() - 64;
        byte[] before = contents(segment);
        byte[] array = new byte[64];
        for (int[] range : BAD_RANGES) {
            int index = range[0] < 0 || range[0] > 1000 ? range[0] : range[0] + shift;
            int length = range[0] == 0 && range[1] == 65 ? 65 + shift : range[1];
            byte[] other = new byte[Math.clamp(length, 64, 1 << 20)];
            assertThatThrownBy(() -> segment.put(index, other, 0, length))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> segment.get(index, other, 0, length))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> segment.put(0, array, range[0], range[1]))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> segment.get(0, array, range[0], range[1]))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThat(contents(segment)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(SegmentKind.class)
    void shouldWriteToDataOutputAndReadBack(SegmentKind kind) throws Exception {
        MemorySegment segment = randomSegment(kind);
        for (int length : new int[] {0, 1, 7, 8, 9, 31, 50}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            segment.get(new DataOutputStream(bytes), 5, length);
            byte[] expected = Arrays.copyOfRange(contents(segment), 5, 5 + length);
            assertThat(bytes.toByteArray()).isEqualTo(expected);

            MemorySegment copy = kind.create(64);
            copy.put(new DataInputStream(new ByteArrayInputStream(expected)), 3, length);
            assertThat(copy.equalTo(segment, 3, 5, length)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(SegmentKind.class)
    void shouldRefuseBadRangesOfStreams(SegmentKind kind) {
        MemorySegment segment = kind.create(64);
        int size = segment.size();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(new byte[8]));
        DataOutputStream out = new DataOutputStream(new ByteArrayOutputStream());
        int[][] ranges = {{-1, 4}, {0, -1}, {size, 1}, {size - 3, 4}, {0, size + 1}};
        for (int[] range : ranges) {
            assertThatThrownBy(() -> segment.get(out, range[0], range[1]))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> segment.put(in, range[0], range[1]))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThat(out.size()).isZero();
        assertThatThrownBy(() -> segment.put(in, 0, 9)).isInstanceOf(EOFException.class);
    }

    private static List<IntFunction<ByteBuffer>> buffers() {
        return List.of(
                ByteBuffer::allocate,
                ByteBuffer::allocateDirect,
                size -> ByteBuffer.allocate(size + 10).slice(7, size),
                size -> ByteBuffer.allocateDirect(size + 10).slice(7, size));
    }

    @ParameterizedTest
    @EnumSource(SegmentKind.class)
    void shouldExchangeBytesWithBuffersAndAdvanceThem(SegmentKind kind) {
        for (IntFunction<ByteBuffer> maker : buffers()) {
            MemorySegment segment = randomSegment(kind);
            byte[] bytes = contents(segment);
            ByteBuffer target = maker.apply(40).position(3);
            segment.get(11, target, 30);
            assertThat(target.position()).isEqualTo(33);
            for (int i = 0; i < 40; i++) {
                byte expected = i < 3 || i >= 33 ? 0 : bytes[11 + i - 3];
                assertThat(target.get(i)).isEqualTo(expected);
            }

            ByteBuffer source = maker.apply(40).put(0, randomBytes(40)).position(5);
            segment.put(20, source.duplicate(), 0);
            assertThat(contents(segment)).isEqualTo(bytes);
            ByteBuffer readOnly = source.asReadOnlyBuffer();
            segment.put(20, source, 25);
            assertThat(source.position()).isEqualTo(30);
            for (int i = 0; i < 25; i++) {
                assertThat(segment.get(20 + i)).isEqualTo(source.get(5 + i));
            }
            segment.put(21, readOnly, 25);
            assertThat(readOnly.position()).isEqualTo(30);
            assertThat(segment.get(21)).isEqualTo(source.get(5));
        }
    }

    @ParameterizedTest
    @EnumSource(SegmentKind.class)
    void shouldRefuseBuffersThatDoNotFitAndLeaveThemAlone(SegmentKind kind) {
        MemorySegment segment = randomSegment(kind);
        byte[] before = contents(segment);
        int size = segment.size();
        for (IntFunction<ByteBuffer> maker : buffers()) {
            ByteBuffer buffer = maker.apply(10).position(2);
            assertThatThrownBy(() -> segment.get(0, buffer, 9))
                    .isInstanceOf(BufferOverflowException.class);
            assertThatThrownBy(() -> segment.put(0, buffer, 9))
                    .isInstanceOf(BufferUnderflowException.class);
            assertThatThrownBy(() -> segment.get(0, buffer.asReadOnlyBuffer(), 4))
                    .isInstanceOf(ReadOnlyBufferException.class);
            int[][] ranges = {{-1, 4}, {0, -1}, {size, 1}, {size - 3, 4}, {Integer.MAX_VALUE, 2}};
            for (int[] range : ranges) {
                assertThatThrownBy(() -> segment.get(range[0], buffer, range[1]))
                        .isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> segment.put(range[0], buffer, range[1]))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
            assertThat(buffer.position()).isEqualTo(2);
        }
        assertThat(contents(segment)).isEqualTo(before);
    }

    // The buffer that a segment hands out is shared: a limit set on it must not bound the segment.
    @Test
    void shouldNotBeBoundByTheLimitOfItsBuffer() {
        ByteBuffer memory = ByteBuffer.allocateDirect(64).position(7).limit(9);
        MemorySegment segment = MemorySegmentFactory.wrapOffHeapMemory(memory);
        byte[] bytes = randomBytes(40);
        segment.put(20, ByteBuffer.wrap(bytes), 40);
        segment.getOffHeapBuffer().limit(3);
        ByteBuffer read = ByteBuffer.allocate(40);
        segment.get(20, read, 40);
        assertThat(read.array()).isEqualTo(bytes);
        assertThat(segment.wrap(20, 40).remaining()).isEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("pairsOfKinds")
    void shouldCopyBetweenKinds(SegmentKind from, SegmentKind to) {
        MemorySegment source = randomSegment(from);
        MemorySegment target = randomSegment(to);
        byte[] model = contents(target);
        for (int length : new int[] {0, 1, 8, 33}) {
            source.copyTo(4, target, 9, length);
            System.arraycopy(contents(source), 4, model, 9, length);
            assertThat(contents(target)).isEqualTo(model);
        }
        int[][] ranges = {
            {-1, 0, 4}, {0, -1, 4}, {0, 0, -1}, {source.size(), 0, 1}, {0, target.size(), 1}
        };
        for (int[] range : ranges) {
            assertThatThrownBy(() -> source.copyTo(range[0], target, range[1], range[2]))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThat(contents(target)).isEqualTo(model);
    }

    @ParameterizedTest
    @EnumSource(SegmentKind.class)
    void shouldCopyOverlappingRangesOfItself(SegmentKind kind) {
        for (int shift : new int[] {-7, -1, 1, 7}) {
            MemorySegment segment = randomSegment(kind);
            byte[] model = contents(segment);
            segment.copyTo(10, segment, 10 + shift, 40);
            System.arraycopy(model, 10, model, 10 + shift, 40);
            assertThat(contents(segment)).isEqualTo(model);
        }
    }

    @ParameterizedTest
    @EnumSource(SegmentKind.class)
    void shouldExchangeBytesWithArraysOfEveryPrimitive(SegmentKind kind) {
        MemorySegment segment = randomSegment(kind);
        Object[] arrays = {
            new byte[32],
            new char[16],
            new short[16],
            new int[8],
            new long[4],
            new float[8],
            new double[4]
        };
        for (Object array : arrays) {
            segment.copyToUnsafe(3, array, 5, 27);
            MemorySegment copy = kind.create(64);
            copy.copyFromUnsafe(11, array, 5, 27);
            assertThat(copy.equalTo(segment, 11, 3, 27)).as("%s", array.getClass()).isTrue();
        }
    }

    // A negative offset passes Flink's check, which adds it to the address before comparing, and
    // reads or writes before the segment. Ours is refused.
    @ParameterizedTest
    @EnumSource(SegmentKind.class)
    void shouldRefuseBadRangesOfPrimitiveArrays(SegmentKind kind) {
        MemorySegment segment = randomSegment(kind);
        byte[] before = contents(segment);
        Object[] arrays = {new byte[64], new long[8]};
        int size = segment.size();
        int[][] ranges = {
            {-1, 0, 4}, {-4, 0, 4}, {0, -1, 4}, {0, 0, -1}, {size, 0, 1}, {0, 61, 4}, {0, 64, 1}
        };
        for (Object array : arrays) {
            for (int[] range : ranges) {
                assertThatThrownBy(() -> segment.copyToUnsafe(range[0], array, range[1], range[2]))
                        .isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(
                                () -> segment.copyFromUnsafe(range[0], array, range[1], range[2]))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
        assertThatThrownBy(() -> segment.copyToUnsafe(0, "text", 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
        assertThatThrownBy(() -> segment.copyFromUnsafe(0, new boolean[1], 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(contents(segment)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("pairsOfKinds")
    void shouldSwapBytes(SegmentKind first, SegmentKind second) {
        MemorySegment a = randomSegment(first);
        MemorySegment b = randomSegment(second);
        byte[] oldA = contents(a);
        byte[] oldB = contents(b);
        a.swapBytes(new byte[30], b, 2, 13, 25);
        byte[] newA = contents(a);
        byte[] newB = contents(b);
        assertThat(Arrays.copyOfRange(newA, 2, 27)).isEqualTo(Arrays.copyOfRange(oldB, 13, 38));
        assertThat(Arrays.copyOfRange(newB, 13, 38)).isEqualTo(Arrays.copyOfRange(oldA, 2, 27));
        a.swapBytes(new byte[25], b, 2, 13, 25);
        assertThat(contents(a)).isEqualTo(oldA);
        assertThat(contents(b)).isEqualTo(oldB);

        int[][] bad = {
            {-1, 0, 4}, {0, -1, 4}, {0, 0, -1}, {a.size(), 0, 1}, {0, b.size(), 1}, {0, 0, 9}
        };
        for (int[] range : bad) {
            assertThatThrownBy(() -> a.swapBytes(new byte[8], b, range[0], range[1], range[2]))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThat(contents(a)).isEqualTo(oldA);
        assertThat(contents(b)).isEqualTo(oldB);
    }
}
