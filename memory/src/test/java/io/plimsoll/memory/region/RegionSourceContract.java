package io.plimsoll.memory.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.access.RawMemory;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every source of regions promises. */
abstract class RegionSourceContract {

    abstract RegionSource source();

    @Test
    void shouldGiveAlignedZeroedRegionsThatDoNotOverlap() {
        List<Region> regions = new ArrayList<>();
        for (long sizeBytes : new long[] {4096, 100 * 1024, 2 << 20, 5 << 20}) {
            regions.add(source().map(sizeBytes));
        }
        for (Region region : regions) {
            assertThat(region.address() % RegionSource.ALIGNMENT_BYTES).isZero();
            assertThat(RegionTable.isLive(region.address(), region.sizeBytes())).isTrue();
            for (long at = region.address(); at < region.endAddress(); at += 1000) {
                assertThat(RawMemory.getByte(at)).isZero();
            }
            RawMemory.fill(region.address(), region.sizeBytes(), (byte) regions.indexOf(region));
        }
        for (Region region : regions) {
            for (long at = region.address(); at < region.endAddress(); at += 1000) {
                assertThat(RawMemory.getByte(at)).isEqualTo((byte) regions.indexOf(region));
            }
            source().unmap(region);
            assertThat(RegionTable.isLive(region.address(), 1)).isFalse();
        }
    }

    @Test
    void shouldKeepContents_whenPreTouched() {
        Region region = source().map(4 << 20);
        RawMemory.putLong(region.address() + 12345, 42);
        source().preTouch(region.address(), region.sizeBytes());
        assertThat(RawMemory.getLong(region.address() + 12345)).isEqualTo(42);
        source().unmap(region);
    }

    @Test
    void shouldReadZeros_whenTrimmed() {
        Region region = source().map(4 << 20);
        RawMemory.fill(region.address(), region.sizeBytes(), (byte) 7);
        boolean trimmed = source().trim(region.address(), 2 << 20);
        assertThat(RawMemory.getByte(region.address())).isEqualTo((byte) (trimmed ? 0 : 7));
        assertThat(RawMemory.getByte(region.address() + (2 << 20))).isEqualTo((byte) 7);
        source().unmap(region);
    }

    @Test
    void shouldKeepAddressesValid_whenAbandoned() {
        Region region = source().map(2 << 20);
        RawMemory.fill(region.address(), region.sizeBytes(), (byte) 7);
        source().abandon(region);
        assertThat(RegionTable.isLive(region.address(), 1)).isFalse();
        // past the assertion of RawMemory, as a thread would be that had made its check before
        byte late = ProcessMemory.EVERYTHING.get(ValueLayout.JAVA_BYTE, region.address());
        assertThat(late).isIn((byte) 0, (byte) 7);
    }
}
