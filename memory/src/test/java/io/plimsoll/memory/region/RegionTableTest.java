package io.plimsoll.memory.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RegionTableTest {

    // far above all memory of a user's process
    private static final long HIGH = 1L << 60;

    @Test
    void shouldKnowLivePartsOnly() {
        Region low = new Region(HIGH, 100);
        Region next = new Region(HIGH + 100, 100);
        RegionTable.add(next);
        RegionTable.add(low);
        assertThat(RegionTable.isLive(HIGH, 100)).isTrue();
        assertThat(RegionTable.isLive(HIGH - 1, 1)).isFalse();
        assertThat(RegionTable.isLive(HIGH + 199, 2)).isFalse();
        assertThat(RegionTable.isLive(HIGH + 50, 100)).as("across two parts").isTrue();
        assertThat(RegionTable.isLive(HIGH + 500, 0)).isTrue();
        assertThat(RegionTable.isLive(HIGH, -1)).isFalse();
        RegionTable.remove(low);
        assertThat(RegionTable.isLive(HIGH, 1)).isFalse();
        assertThat(RegionTable.isLive(HIGH + 100, 1)).isTrue();
        RegionTable.removeWithin(new Region(HIGH, 200));
        assertThat(RegionTable.isLive(HIGH + 100, 1)).isFalse();
    }

    @Test
    void shouldKeepBlocksApart() {
        RegionTable.Key first = RegionTable.addBlock(HIGH, 100);
        RegionTable.Key next = RegionTable.addBlock(HIGH + 100, 100);
        RegionTable.Key again = RegionTable.addBlock(HIGH, 50);
        RegionTable.Key inner = RegionTable.addBlock(HIGH + 20, 10);
        assertThat(RegionTable.isLive(HIGH + 50, 100)).as("across two blocks").isFalse();
        assertThat(RegionTable.isLive(HIGH + 99, 1)).isTrue();
        assertThat(RegionTable.isLive(HIGH + 25, 75)).as("inner block, outer end").isTrue();
        RegionTable.removeBlock(first);
        assertThat(RegionTable.isLive(HIGH, 50)).isTrue();
        assertThat(RegionTable.isLive(HIGH, 51)).isFalse();
        RegionTable.removeBlock(again);
        assertThat(RegionTable.isLive(HIGH, 1)).isFalse();
        assertThat(RegionTable.isLive(HIGH + 20, 10)).isTrue();
        RegionTable.removeBlock(inner);
        RegionTable.removeBlock(next);
        assertThat(RegionTable.isLive(HIGH + 100, 1)).isFalse();
    }

    // Each block that came or went once made a sorted copy of all: thousands took minutes.
    @Test
    void shouldTakeTensOfThousandsOfBlocks() {
        List<RegionTable.Key> keys = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < 50_000; i++) {
            keys.add(RegionTable.addBlock(HIGH + i * 64L, 64));
        }
        assertThat(RegionTable.isLive(HIGH + 40_000 * 64L, 64)).isTrue();
        keys.forEach(RegionTable::removeBlock);
        assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
        assertThat(RegionTable.isLive(HIGH + 40_000 * 64L, 64)).isFalse();
    }

    @Test
    void shouldForgetWatchedBlocks_whenTheirKeeperIsGone() throws Exception {
        long address = HIGH + (1 << 24);
        AtomicReference<Object> first = new AtomicReference<>(new Object());
        AtomicReference<Object> second = new AtomicReference<>(new Object());
        RegionTable.watch(address, 100, first.get());
        RegionTable.watch(address + 50, 100, second.get());
        assertThat(RegionTable.isLive(address + 40, 60)).as("overlapping blocks").isTrue();
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
