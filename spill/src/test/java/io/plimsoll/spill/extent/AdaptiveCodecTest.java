package io.plimsoll.spill.extent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdaptiveCodecTest {

    private static final long RAW = 512 << 10;

    private final AdaptiveCodec codec = new AdaptiveCodec();
    private int compressed;

    /** Stores extents on a simulated disk and machine; costs are nanoseconds a byte. */
    private void store(int extents, double writeCost, double packCost, double ratio) {
        compressed = 0;
        for (int i = 0; i < extents; i++) {
            int choice = codec.next();
            boolean pack = choice == ExtentLayout.CODEC_LZ4;
            long stored = pack ? (long) (RAW * ratio) : RAW;
            long encodeNanos = (long) (RAW * (pack ? packCost : 0.05));
            codec.wrote(choice, RAW, stored, encodeNanos, (long) (stored * writeCost));
            compressed += pack ? 1 : 0;
        }
    }

    @Test
    void aShortJobNeverTries() {
        store(200, 0.4, 1.2, 0.5);
        assertThat(compressed).isZero();
    }

    @Test
    void writesIntoThePageCacheStayPlainButForAFewTries() {
        store(50_000, 0.4, 1.2, 0.5);
        assertThat(compressed).isBetween(1, 50_000 / 12);
    }

    @Test
    void aSlowDiskMakesCompressionPay() {
        store(10_000, 10, 1.2, 0.5);
        assertThat(compressed).isGreaterThan(9_000);
    }

    @Test
    void dataThatDoNotShrinkStayPlainOnASlowDisk() {
        store(10_000, 10, 0.2, 1.0);
        assertThat(compressed).isLessThan(10_000 / 12);
    }

    @Test
    void compressionStopsWhenTheDiskBecomesFast() {
        store(5_000, 10, 1.2, 0.5);
        store(5_000, 0.3, 1.2, 0.5);
        assertThat(compressed).isLessThan(5_000 / 12);
    }

    @Test
    void compressionStopsWhenDataNoLongerShrink() {
        store(5_000, 10, 1.2, 0.5);
        store(5_000, 10, 1.2, 1.0);
        assertThat(compressed).isLessThan(5_000 / 12);
    }

    @Test
    void compressionStartsWhenTheDiskBecomesSlow() {
        store(5_000, 0.3, 1.2, 0.5);
        store(5_000, 10, 1.2, 0.5);
        assertThat(compressed).isGreaterThan(4_500);
    }

    @Test
    void expensiveUnpackingCounts() {
        for (int i = 0; i < 5_000; i++) {
            store(1, 2, 0.5, 0.7);
            codec.read(true, RAW, RAW / 2, RAW * 10);
        }
        store(1_000, 2, 0.5, 0.7);
        assertThat(compressed).isLessThan(1_000 / 12);
    }
}
