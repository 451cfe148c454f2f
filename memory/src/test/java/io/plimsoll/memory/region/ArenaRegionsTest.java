package io.plimsoll.memory.region;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArenaRegionsTest extends RegionSourceContract {

    private final ArenaRegions regions = new ArenaRegions();

    @Override
    RegionSource source() {
        return regions;
    }

    @Test
    void shouldRefuseToUnmapWhatItDidNotMap() {
        assertThatThrownBy(() -> regions.unmap(new Region(4096, 4096)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldSayThatThePlatformRefused() {
        assertThatThrownBy(() -> regions.map(1L << 60)).isInstanceOf(RegionException.class);
    }
}
