package io.plimsoll.memory.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.region.Region;
import io.plimsoll.memory.region.RegionSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RawMemoryTest {

    private static final int SIZE = 4096;

    private final RegionSource source = RegionSource.forThisPlatform(false);
    private final Random random = new Random(3);
    private Region region;
    private long base;

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
    void shouldReadAndWriteEveryPrimitive_unaligned() {
        ByteBuffer model = ByteBuffer.allocate(64);
        ByteBuffer nativeModel = model.duplicate().order(ByteOrder.nativeOrder());
        for (int at = 0; at < 48; at++) {
            long bits = random.nextLong();
            RawMemory.putLong(base + at, bits);
            nativeModel.putLong(at, bits);
            assertSame(model);
            assertThat(RawMemory.getLong(base + at)).isEqualTo(bits);
            assertThat(RawMemory.getLongBigEndian(base + at)).isEqualTo(model.getLong(at));
            assertThat(RawMemory.getInt(base + at)).isEqualTo(nativeModel.getInt(at));
            assertThat(RawMemory.getIntBigEndian(base + at)).isEqualTo(model.getInt(at));
            assertThat(RawMemory.getShort(base + at)).isEqualTo(nativeModel.getShort(at));
            assertThat(RawMemory.getShortBigEndian(base + at)).isEqualTo(model.getShort(at));
            assertThat(RawMemory.getChar(base + at)).isEqualTo(nativeModel.getChar(at));
            assertThat(RawMemory.getByte(base + at)).isEqualTo(model.get(at));

            RawMemory.putLongBigEndian(base + at, ~bits);
            model.putLong(at, ~bits);
            RawMemory.putInt(base + at, (int) bits);
            nativeModel.putInt(at, (int) bits);
            RawMemory.putIntBigEndian(base + at + 2, (int) bits);
            model.putInt(at + 2, (int) bits);
            RawMemory.putShort(base + at + 1, (short) bits);
            nativeModel.putShort(at + 1, (short) bits);
            RawMemory.putShortBigEndian(base + at + 5, (short) bits);
            model.putShort(at + 5, (short) bits);
            RawMemory.putChar(base + at + 7, (char) bits);
            nativeModel.putChar(at + 7, (char) bits);
            RawMemory.putByte(base + at + 6, (byte) bits);
            model.put(at + 6, (byte) bits);
            assertSame(model);
        }
    }

    private void assertSame(ByteBuffer model) {
        byte[] bytes = new byte[model.capacity()];
        RawMemory.copyToArray(base, bytes, 0, bytes.length);
        assertThat(bytes).isEqualTo(model.array());
    }

    @Test
    void shouldCopyAndFillRangesOnly() {
        byte[] model = new byte[SIZE];
        for (int round = 0; round < 300; round++) {
            int length = random.nextInt(200);
            int from = random.nextInt(SIZE - length);
            int to = random.nextInt(SIZE - length);
            switch (round % 3) {
                case 0 -> {
                    byte[] bytes = new byte[length + 5];
                    random.nextBytes(bytes);
                    RawMemory.copyFromArray(bytes, 5, base + to, length);
                    System.arraycopy(bytes, 5, model, to, length);
                }
                case 1 -> {
                    RawMemory.copy(base + from, base + to, length);
                    System.arraycopy(model, from, model, to, length);
                }
                default -> {
                    RawMemory.fill(base + to, length, (byte) round);
                    Arrays.fill(model, to, to + length, (byte) round);
                }
            }
            byte[] bytes = new byte[SIZE];
            RawMemory.copyToArray(base, bytes, 0, SIZE);
            assertThat(bytes).isEqualTo(model);
        }
    }

    @Test
    void shouldCopyAsThroughABuffer_whenRangesOverlap() {
        byte[] model = new byte[300];
        byte[] bytes = new byte[300];
        for (int length = 0; length <= 140; length++) {
            for (int distance = -70; distance <= 70; distance++) {
                random.nextBytes(model);
                RawMemory.copyFromArray(model, 0, base + 1, model.length);
                RawMemory.copy(base + 81, base + 81 + distance, length);
                System.arraycopy(model, 80, model, 80 + distance, length);
                RawMemory.copyToArray(base + 1, bytes, 0, bytes.length);
                if (!Arrays.equals(bytes, model)) {
                    assertThat(bytes)
                            .as("length %d, distance %d", length, distance)
                            .isEqualTo(model);
                }
            }
        }
    }

    @Test
    void shouldSwap_writingTheSecondRangeLastWhereTheyOverlap() {
        byte[] model = new byte[300];
        byte[] bytes = new byte[300];
        byte[] temp = new byte[80];
        for (int length = 0; length <= 80; length++) {
            for (int distance = -70; distance <= 110; distance++) {
                random.nextBytes(model);
                RawMemory.copyFromArray(model, 0, base + 1, model.length);
                RawMemory.swap(base + 81, base + 81 + distance, length, temp);
                byte[] first = Arrays.copyOfRange(model, 80, 80 + length);
                System.arraycopy(model, 80 + distance, model, 80, length);
                System.arraycopy(first, 0, model, 80 + distance, length);
                RawMemory.copyToArray(base + 1, bytes, 0, bytes.length);
                if (!Arrays.equals(bytes, model)) {
                    assertThat(bytes)
                            .as("length %d, distance %d", length, distance)
                            .isEqualTo(model);
                }
            }
        }
    }

    @Test
    void shouldViewMemoryAsBuffer() {
        ByteBuffer view = RawMemory.view(base + 10, 100);
        assertThat(view.capacity()).isEqualTo(100);
        assertThat(view.isDirect()).isTrue();
        view.putLong(4, 0x0102030405060708L);
        assertThat(RawMemory.getLongBigEndian(base + 14)).isEqualTo(0x0102030405060708L);
    }

    @Test
    void shouldComputeTheChecksumOfTheJdk() {
        byte[] bytes = new byte[777];
        random.nextBytes(bytes);
        RawMemory.copyFromArray(bytes, 0, base + 1, bytes.length);
        CRC32C expected = new CRC32C();
        expected.update(bytes);
        assertThat(RawMemory.crc32c(base + 1, bytes.length)).isEqualTo((int) expected.getValue());
    }

    @Test
    void shouldFailAnAssertion_outsideLiveRegions() {
        long end = region.endAddress();
        assertThatThrownBy(() -> RawMemory.getByte(end)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> RawMemory.putLong(end - 7, 0)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> RawMemory.getByte(base - 1)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> RawMemory.getInt(0)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> RawMemory.getInt(-5)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> RawMemory.fill(base, SIZE + 1, (byte) 0))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> RawMemory.copy(base, end - 3, 4))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> RawMemory.segment(base, SIZE + 1))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> RawAtomics.getLongVolatile(end))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> RawComparison.mismatch(base, base + 1, -1))
                .isInstanceOf(AssertionError.class);
        RawMemory.putByte(end - 1, (byte) 1);
        RawMemory.fill(end, 0, (byte) 0);
    }
}
