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
    void shouldSayThatThePlatformRefused() {
        assertThatThrownBy(() -> regions.reserve(1L << 60)).isInstanceOf(RegionException.class);
    }
}
