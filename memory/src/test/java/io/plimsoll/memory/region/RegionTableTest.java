package io.plimsoll.memory.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RegionTableTest {

    // far above all memory of a user's process
    private static final long HIGH = 1L << 60;

    @Test
    void shouldKnowLiveRangesOnly() {
        Region low = new Region(HIGH, 100);
        Region next = new Region(HIGH + 100, 100);
        RegionTable.add(low);
        RegionTable.add(next);
        assertThat(RegionTable.isLive(HIGH, 100)).isTrue();
        assertThat(RegionTable.isLive(HIGH + 99, 1)).isTrue();
        assertThat(RegionTable.isLive(HIGH - 1, 1)).isFalse();
        assertThat(RegionTable.isLive(HIGH + 199, 2)).isFalse();
        assertThat(RegionTable.isLive(HIGH + 50, 100)).as("across two regions").isFalse();
        assertThat(RegionTable.isLive(HIGH + 500, 0)).isTrue();
        assertThat(RegionTable.isLive(HIGH, -1)).isFalse();
        RegionTable.remove(low);
        assertThat(RegionTable.isLive(HIGH, 1)).isFalse();
        assertThat(RegionTable.isLive(HIGH + 100, 1)).isTrue();
        RegionTable.remove(next);
        assertThat(RegionTable.isLive(HIGH + 100, 1)).isFalse();
    }

    @Test
    void shouldForgetWatchedBlocks_whenTheirKeeperIsGone() throws Exception {
        long address = HIGH + (1 << 20);
        AtomicReference<Object> first = new AtomicReference<>(new Object());
        AtomicReference<Object> second = new AtomicReference<>(new Object());
        RegionTable.watch(address, 100, first.get());
        RegionTable.watch(address + 50, 100, second.get());
        assertThat(RegionTable.isLive(address, 150)).as("overlapping blocks").isTrue();
        first.set(null);
        awaitDead(address);
        assertThat(RegionTable.isLive(address + 50, 100)).isTrue();
        second.set(null);
        awaitDead(address + 50);
    }

    private static void awaitDead(long address) throws InterruptedException {
        for (int i = 0; i < 200 && RegionTable.isLive(address, 1); i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(RegionTable.isLive(address, 1)).isFalse();
    }
}
