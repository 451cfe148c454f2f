package io.plimsoll.memory.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.region.Region;
import io.plimsoll.memory.region.RegionSource;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RawComparisonTest {

    private static final int SIZE = 1 << 16;

    /** Every length up to many words, and around each size at which something else takes over. */
    private static final int[] LENGTHS = lengths();

    private final RegionSource source = RegionSource.forThisPlatform(false);
    private final Random random = new Random(3);
    private Region region;
    private long base;

    private static int[] lengths() {
        int[] long_ = {
            511, 512, 520, 767, 1023, 1024, 1025, 1056, 1279, 1280, 1300, 2047, 2048, 2049, 3000
        };
        int[] all = new int[301 + long_.length];
        for (int i = 0; i <= 300; i++) {
            all[i] = i;
        }
        System.arraycopy(long_, 0, all, 301, long_.length);
        return all;
    }

    @BeforeEach
    void map() {
        region = source.reserve(SIZE);
        source.commit(region);
        base = region.address();
    }

    @AfterEach
    void unmap() {
        source.release(region);
    }

    @Test
    void shouldFindTheFirstDifference_atEveryPositionOfEveryLength() {
        for (int length : LENGTHS) {
            Strings strings = new Strings(length);
            strings.assertSame();
            for (int at = 0; at < length; at += length <= 300 ? 1 : 1 + random.nextInt(9)) {
                strings.assertDiffersAt(at);
            }
            if (length > 0) {
                strings.assertDiffersAt(length - 1);
            }
        }
    }

    /** The same bytes twice at addresses and twice in arrays, at unlike alignments. */
    private final class Strings {
        final int length;
        final long a;
        final long b;
        final byte[] arrayA;
        final byte[] arrayB;
        final int offsetA;
        final int offsetB;

        Strings(int length) {
            this.length = length;
            this.a = base + 3 + (length / 8 & 7);
            this.b = base + SIZE / 2 + (length & 7);
            this.offsetA = length % 5;
            this.offsetB = length % 11;
            this.arrayA = new byte[length + 16];
            this.arrayB = new byte[length + 16];
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            RawMemory.copyFromArray(bytes, 0, a, length);
            RawMemory.copyFromArray(bytes, 0, b, length);
            System.arraycopy(bytes, 0, arrayA, offsetA, length);
            System.arraycopy(bytes, 0, arrayB, offsetB, length);
            // what lies around the strings differs
            RawMemory.putByte(a + length, (byte) 1);
            RawMemory.putByte(b + length, (byte) 2);
            arrayA[offsetA + length] = 3;
            arrayB[offsetB + length] = 4;
        }

        void assertSame() {
            assertMismatch(length, -1);
            assertEqual(true);
            assertThat(RawComparison.compareUnsigned(a, length, b, length)).isZero();
        }

        void assertDiffersAt(int at) {
            byte one = RawMemory.getByte(a + at);
            byte other = (byte) (one + 1 + random.nextInt(255));
            set(at, other);
            int later = at + 1 + random.nextInt(40);
            boolean two = later < length;
            byte old = two ? RawMemory.getByte(b + later) : 0;
            if (two) {
                set(later, (byte) ~old);
            }
            assertMismatch(length, at);
            assertMismatch(at, -1);
            assertEqual(false);
            int order = Integer.signum(Byte.compareUnsigned(one, other));
            assertThat(Integer.signum(RawComparison.compareUnsigned(a, length, b, length)))
                    .as("length %d, difference at %d", length, at)
                    .isEqualTo(order);
            assertThat(Integer.signum(RawComparison.compareUnsigned(b, length, a, length)))
                    .isEqualTo(-order);
            set(at, one);
            if (two) {
                set(later, old);
            }
        }

        private void set(int at, byte value) {
            RawMemory.putByte(b + at, value);
            arrayB[offsetB + at] = value;
        }

        private void assertEqual(boolean expected) {
            assertThat(RawComparison.equal(a, b, length)).isEqualTo(expected);
            assertThat(RawComparison.equal(arrayA, offsetA, b, length)).isEqualTo(expected);
            assertThat(RawComparison.equal(arrayB, offsetB, a, length)).isEqualTo(expected);
            assertThat(RawComparison.equal(arrayA, offsetA, arrayB, offsetB, length))
                    .isEqualTo(expected);
        }

        private void assertMismatch(int bytes, int expected) {
            assertThat(RawComparison.mismatch(a, b, bytes))
                    .as("length %d of %d", bytes, length)
                    .isEqualTo(expected);
            assertThat(RawComparison.mismatch(arrayA, offsetA, b, bytes))
                    .as("array and address, length %d of %d", bytes, length)
                    .isEqualTo(expected);
            assertThat(RawComparison.mismatch(arrayB, offsetB, a, bytes)).isEqualTo(expected);
            assertThat(RawComparison.mismatch(arrayA, offsetA, arrayB, offsetB, bytes))
                    .isEqualTo(expected);
        }
    }

    @Test
    void shouldPutTheShorterFirst_whenItBeginsTheLonger() {
        RawMemory.fill(base, SIZE, (byte) -1);
        for (int shorter = 0; shorter < 300; shorter++) {
            for (int longer : new int[] {shorter + 1, shorter + 8, shorter + 1300}) {
                assertThat(RawComparison.compareUnsigned(base, shorter, base + 1000, longer))
                        .isNegative();
                assertThat(RawComparison.compareUnsigned(base, longer, base + 1000, shorter))
                        .isPositive();
            }
        }
    }

    @Test
    void shouldCompareRangesThatOverlap() {
        byte[] bytes = new byte[SIZE];
        for (int distance : new int[] {1, 2, 7, 8, 9, 31, 64}) {
            for (int length = 0; length <= 300; length++) {
                for (int at = 0; at < length + distance; at++) {
                    bytes[at] = (byte) (at % distance);
                }
                RawMemory.copyFromArray(bytes, 0, base, length + distance);
                assertOverlap(bytes, distance, length);
                int changed = random.nextInt(length + distance);
                bytes[changed] = (byte) (100 + random.nextInt(100));
                RawMemory.copyFromArray(bytes, 0, base, length + distance);
                assertOverlap(bytes, distance, length);
            }
        }
    }

    private void assertOverlap(byte[] bytes, int distance, int length) {
        int expected = Arrays.mismatch(bytes, 0, length, bytes, distance, distance + length);
        assertThat(RawComparison.mismatch(base, base + distance, length)).isEqualTo(expected);
        assertThat(RawComparison.equal(base, base + distance, length)).isEqualTo(expected < 0);
        int order = Arrays.compareUnsigned(bytes, 0, length, bytes, distance, distance + length);
        assertThat(
                        Integer.signum(
                                RawComparison.compareUnsigned(
                                        base, length, base + distance, length)))
                .isEqualTo(Integer.signum(order));
    }

    @Test
    void shouldRefuseRangesOutsideAnArray() {
        byte[] array = new byte[300];
        for (int bytes : new int[] {1, 7, 8, 32, 33, 256, 300}) {
            assertThatThrownBy(() -> RawComparison.mismatch(array, 301 - bytes, base, bytes))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> RawComparison.mismatch(array, -1, base, bytes))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> RawComparison.equal(array, 301 - bytes, base, bytes))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> RawComparison.equal(array, -1, base, bytes))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }
}
