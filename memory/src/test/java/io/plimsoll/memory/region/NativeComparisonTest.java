package io.plimsoll.memory.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NativeComparisonTest {

    private static final int SIZE = 2 << 20;

    /** At and around the ends of the blocks in which long ranges are compared. */
    private static final int[] LONG_LENGTHS = {
        (256 << 10) - 1, 256 << 10, (256 << 10) + 1, 512 << 10, (512 << 10) + 9, 700_000
    };

    private final RegionSource source = RegionSource.forThisPlatform(false);
    private final Random random = new Random(5);
    private Region region;
    private long a;
    private long b;

    @BeforeEach
    void map() {
        region = source.reserve(SIZE);
        source.commit(region);
        a = region.address() + 1;
        b = region.address() + SIZE / 2 + 3;
    }

    @AfterEach
    void unmap() {
        source.release(region);
    }

    @Test
    void shouldOrderAsUnsignedBytes_whicheverFunctionCompares() {
        for (int round = 0; round < 5_000; round++) {
            int length = random.nextInt(80);
            byte[] one = randomBytes(length);
            byte[] other = one.clone();
            if (length > 0 && random.nextInt(4) > 0) {
                other[random.nextInt(length)] = (byte) random.nextInt();
            }
            assertOrder(one, other);
        }
    }

    @Test
    void shouldFindADifference_inEveryBlockOfALongRange() {
        for (int length : LONG_LENGTHS) {
            byte[] one = randomBytes(length);
            byte[] other = one.clone();
            assertOrder(one, other);
            for (int at = length - 1; at >= 0; at -= 65_521) {
                other[at] ^= 1;
                assertOrder(one, other);
                other[at] ^= 1;
            }
            other[length - 1] ^= -1;
            assertOrder(one, other);
        }
    }

    @Test
    void shouldRefuseRangesOutsideAnArray() {
        byte[] array = new byte[100];
        assertThatThrownBy(() -> NativeComparison.compare(array, 1, a, 100))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> NativeComparison.compare(array, -1, a, 100))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> NativeComparison.compare(array, 0, a, -1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private void assertOrder(byte[] one, byte[] other) {
        int length = one.length;
        write(one, a);
        write(other, b);
        byte[] shifted = new byte[length + 7];
        System.arraycopy(one, 0, shifted, 5, length);
        int expected = Integer.signum(Arrays.compareUnsigned(one, other));

        assertThat(Integer.signum(NativeComparison.compare(a, b, length))).isEqualTo(expected);
        assertThat(Integer.signum(NativeComparison.compare(b, a, length))).isEqualTo(-expected);
        assertThat(Integer.signum(NativeComparison.compare(shifted, 5, b, length)))
                .isEqualTo(expected);
        assertThat(Integer.signum(NativeComparison.compareByWords(a, b, length)))
                .isEqualTo(expected);
        assertThat(
                        Integer.signum(
                                NativeComparison.compareByWords(
                                        MemorySegment.ofArray(shifted).asSlice(5), b, length)))
                .isEqualTo(expected);
    }

    private static void write(byte[] bytes, long address) {
        MemorySegment.copy(
                bytes, 0, ProcessMemory.EVERYTHING, ValueLayout.JAVA_BYTE, address, bytes.length);
    }
}
