package io.plimsoll.memory.segment;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Ranges of bytes compared, filled and condensed. */
class MemorySegmentContentsTest extends RandomSegments {

    @ParameterizedTest
    @MethodSource("pairsOfKinds")
    void shouldCompareAsUnsignedBytes(SegmentKind first, SegmentKind second) {
        MemorySegment a = first.create(64);
        MemorySegment b = second.create(64);
        for (int round = 0; round < 300; round++) {
            byte[] left = new byte[1 + random.nextInt(45)];
            byte[] right = new byte[1 + random.nextInt(45)];
            int common = random.nextInt(Math.min(left.length, right.length) + 1);
            for (int i = common; i < left.length; i++) {
                left[i] = (byte) random.nextInt(-2, 3);
            }
            for (int i = common; i < right.length; i++) {
                right[i] = (byte) random.nextInt(-2, 3);
            }
            a.put(5, left);
            b.put(11, right);
            assertThat(a.mismatch(b, 5, 11, common)).isEqualTo(-1);
            int expected = Integer.signum(Arrays.compareUnsigned(left, right));
            assertThat(Integer.signum(a.compare(b, 5, 11, left.length, right.length)))
                    .isEqualTo(expected);
            int length = Math.min(left.length, right.length);
            int expectedShort =
                    Integer.signum(Arrays.compareUnsigned(left, 0, length, right, 0, length));
            assertThat(Integer.signum(a.compare(b, 5, 11, length))).isEqualTo(expectedShort);
            assertThat(a.equalTo(b, 5, 11, length)).isEqualTo(expectedShort == 0);
        }
    }

    @ParameterizedTest
    @MethodSource("pairsOfKinds")
    void shouldRefuseToCompareBadRanges(SegmentKind first, SegmentKind second) {
        MemorySegment a = first.create(64);
        MemorySegment b = second.create(64);
        int[][] bad = {{-1, 0, 4}, {0, -1, 4}, {0, 0, -1}, {a.size(), 0, 1}, {0, b.size(), 1}};
        for (int[] range : bad) {
            assertThatThrownBy(() -> a.compare(b, range[0], range[1], range[2]))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> a.compare(b, range[0], range[1], range[2], range[2]))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> a.equalTo(b, range[0], range[1], range[2]))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("pairsOfKinds")
    void shouldFindTheFirstDifference(SegmentKind first, SegmentKind second) {
        MemorySegment a = randomSegment(first);
        MemorySegment b = second.create(64);
        for (int length = 0; length <= 45; length++) {
            a.copyTo(5, b, 11, length);
            assertThat(a.mismatch(b, 5, 11, length)).isEqualTo(-1);
            assertThat(a.equalTo(b, 5, 11, length)).isTrue();
            for (int at = 0; at < length; at++) {
                byte before = b.get(11 + at);
                b.put(11 + at, (byte) (before + 1 + random.nextInt(255)));
                assertThat(a.mismatch(b, 5, 11, length)).isEqualTo(at);
                assertThat(b.mismatch(a, 11, 5, length)).isEqualTo(at);
                assertThat(a.mismatch(b, 5, 11, at)).isEqualTo(-1);
                assertThat(a.compare(b, 5, 11, length)).isNotZero();
                b.put(11 + at, before);
            }
        }
        int[][] bad = {{-1, 0, 4}, {0, -1, 4}, {0, 0, -1}, {a.size(), 0, 1}, {0, b.size(), 1}};
        for (int[] range : bad) {
            assertThatThrownBy(() -> a.mismatch(b, range[0], range[1], range[2]))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(SegmentKind.class)
    void shouldFillRangesOnly(SegmentKind kind) {
        MemorySegment segment = randomSegment(kind);
        byte[] model = contents(segment);
        for (int length = 0; length <= 60; length++) {
            int index = random.nextInt(64 - length);
            segment.fill(index, length, (byte) length);
            Arrays.fill(model, index, index + length, (byte) length);
            assertThat(contents(segment)).isEqualTo(model);
        }
        int shift = segment.size() - 64;
        for (int[] range : BAD_RANGES) {
            int index = range[0] < 0 || range[0] > 1000 ? range[0] : range[0] + shift;
            int length = range[0] == 0 && range[1] == 65 ? 65 + shift : range[1];
            assertThatThrownBy(() -> segment.fill(index, length, (byte) 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> segment.hash(index, length, 0))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> segment.crc32c(index, length))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThat(contents(segment)).isEqualTo(model);
    }

    @ParameterizedTest
    @EnumSource(SegmentKind.class)
    void shouldCondenseRanges_theSameForEveryKind(SegmentKind kind) {
        MemorySegment segment = randomSegment(kind);
        MemorySegment model = MemorySegmentFactory.wrap(contents(segment));
        for (int length = 0; length <= 60; length++) {
            int index = random.nextInt(64 - length);
            CRC32C expected = new CRC32C();
            expected.update(model.getArray(), index, length);
            assertThat(segment.crc32c(index, length)).isEqualTo((int) expected.getValue());
            assertThat(segment.hash(index, length, 7)).isEqualTo(model.hash(index, length, 7));
            assertThat(segment.hash(index, length, 7)).isNotEqualTo(segment.hash(index, length, 8));
        }
    }

    @Test
    void shouldHashAsXxHashDoes() {
        MemorySegment segment = MemorySegmentFactory.wrap("abc".getBytes(US_ASCII));
        assertThat(segment.hash(0, 3, 0)).isEqualTo(0x44BC2CF5AD770999L);
        MemorySegment digits = MemorySegmentFactory.wrap("123456789".getBytes(US_ASCII));
        assertThat(digits.crc32c(0, 9)).isEqualTo(0xE3069283);
    }
}
