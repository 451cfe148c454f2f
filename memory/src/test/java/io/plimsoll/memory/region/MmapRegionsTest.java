package io.plimsoll.memory.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plimsoll.memory.Resident;
import io.plimsoll.memory.access.RawMemory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MmapRegionsTest extends RegionSourceContract {

    private final MmapRegions regions = new MmapRegions(false);

    @BeforeEach
    void requireLinux() {
        assumeTrue(MmapRegions.isSupported());
    }

    @Override
    RegionSource source() {
        return regions;
    }

    @Test
    void shouldBecomeResidentPageByPageAndGiveBackOnTrim() {
        assumeTrue(Resident.isMeasurable());
        long sizeBytes = 32L << 20;
        Region region = regions.map(sizeBytes);
        assertThat(resident(region)).isLessThan(1 << 20);
        RawMemory.fill(region.address(), 8 << 20, (byte) 1);
        assertThat(resident(region)).isBetween(8L << 20, 11L << 20);
        regions.preTouch(region.address(), sizeBytes);
        assertThat(resident(region)).isGreaterThanOrEqualTo(sizeBytes);
        assertThat(regions.trim(region.address(), sizeBytes)).isTrue();
        assertThat(resident(region)).isLessThan(1 << 20);
        regions.unmap(region);
        assertThat(resident(region)).isZero();
    }

    @Test
    void shouldAcceptTheWishForHugePages() {
        MmapRegions huge = new MmapRegions(true);
        Region region = huge.map(4 << 20);
        RawMemory.fill(region.address(), region.sizeBytes(), (byte) 1);
        assertThat(RawMemory.getByte(region.endAddress() - 1)).isEqualTo((byte) 1);
        huge.unmap(region);
    }

    @Test
    void shouldNameTheErrorAndTheLimits_whenRefused() {
        assertThatThrownBy(() -> regions.map(1L << 60))
                .isInstanceOf(RegionException.class)
                .hasMessageContaining("errno=12")
                .hasMessageContaining("ulimit");
    }

    private static long resident(Region region) {
        return Resident.bytes(region.address(), region.sizeBytes());
    }
}
