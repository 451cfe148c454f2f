package io.plimsoll.memory.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.region.FakeRegions;
import io.plimsoll.memory.region.Region;
import io.plimsoll.memory.region.RegionException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageStoreTest {

    private static final int PAGE = 32 * 1024;
    private static final long MIB = 1L << 20;

    private final FakeRegions regions = new FakeRegions();

    private static List<Integer> takeAll(PageStore store) {
        List<Integer> pages = new ArrayList<>();
        for (int i = 0; i < store.pageCount(); i++) {
            pages.add(store.take());
        }
        return pages;
    }

    @Test
    void shouldCutDisjointPagesInsideRegions() {
        PageStore store = new PageStore(regions, 37 * MIB + 5000, PAGE);
        assertThat(store.pageCount()).isEqualTo(37 * 32);
        List<Long> addresses = takeAll(store).stream().map(store::address).sorted().toList();
        for (int i = 1; i < addresses.size(); i++) {
            assertThat(addresses.get(i) - addresses.get(i - 1)).isGreaterThanOrEqualTo(PAGE);
        }
        for (long address : addresses) {
            assertThat(regions.mapped)
                    .anyMatch(region ->
                            address >= region.address() && address + PAGE <= region.endAddress());
        }
        assertThat(regions.mapped.stream().mapToLong(Region::sizeBytes).sum()).isEqualTo(37L * MIB);
    }

    @Test
    void shouldMapRegions_onlyWhenTheirFirstPageIsNeeded() {
        PageStore store = new PageStore(regions, 64 * MIB, PAGE);
        assertThat(regions.mapped).isEmpty();
        store.take();
        assertThat(regions.mapped).hasSize(1);
        assertThat(regions.mapped.get(0).sizeBytes()).isEqualTo(4 * MIB);
        for (int i = 1; i < 128; i++) {
            store.take();
        }
        assertThat(regions.mapped).hasSize(1);
        store.take();
        assertThat(regions.mapped).hasSize(2);
    }

    @Test
    void shouldMakeRegionsAFractionOfTheBudget() {
        assertThat(firstRegion(4 * MIB, PAGE)).isEqualTo(2 * MIB);
        assertThat(firstRegion(100 * 1024, PAGE)).isEqualTo(96 * 1024);
        assertThat(firstRegion(256 * MIB, PAGE)).isEqualTo(16 * MIB);
        assertThat(firstRegion(100_000 * MIB, PAGE)).isEqualTo(64 * MIB);
        assertThat(firstRegion(64 * MIB, 4 << 20)).isEqualTo(4 * MIB);
    }

    private long firstRegion(long memorySizeBytes, int pageSizeBytes) {
        regions.mapped.clear();
        new PageStore(regions, memorySizeBytes, pageSizeBytes).take();
        return regions.mapped.get(0).sizeBytes();
    }

    @Test
    void shouldHandOutThePageThatCameBackLast() {
        PageStore store = new PageStore(regions, 10 * MIB, PAGE);
        for (int i = 0; i < 5; i++) {
            store.take();
        }
        store.put(3);
        store.put(1);
        assertThat(store.take()).isEqualTo(1);
        assertThat(store.take()).isEqualTo(3);
        assertThat(store.take()).isEqualTo(5);
        assertThat(store.carvedPages()).isEqualTo(6);
    }

    @Test
    void shouldBeUnchanged_whenARegionIsRefused() {
        PageStore store = new PageStore(regions, 10 * MIB, PAGE);
        regions.refuses = true;
        assertThatThrownBy(store::take).isInstanceOf(RegionException.class);
        assertThat(store.carvedPages()).isZero();
        regions.refuses = false;
        assertThat(store.take()).isZero();
    }

    @Test
    void shouldTrimWhollyFreeStepsAndUseThemLast() {
        PageStore store = new PageStore(regions, 64 * MIB, PAGE);
        List<Integer> pages = takeAll(store).subList(0, 256);
        pages.stream().filter(page -> page != 70).forEach(store::put);
        assertThat(store.trim()).isEqualTo(6 * MIB);
        assertThat(regions.trimmed)
                .containsExactly(
                        new Region(store.address(0), 2 * MIB),
                        new Region(store.address(128), 2 * MIB),
                        new Region(store.address(192), 2 * MIB));
        assertThat(store.freePages()).isEqualTo(255);
        assertThat(store.free().cardinality()).isEqualTo(255);
        for (int i = 0; i < 63; i++) {
            assertThat(store.take()).isBetween(64, 127);
        }
        assertThat(store.take()).isZero();
    }

    @Test
    void shouldTouchEverything_whenAsked() {
        new PageStore(regions, 37 * MIB, PAGE).preTouch();
        assertThat(regions.touched).isEqualTo(regions.mapped);
        assertThat(regions.touched.stream().mapToLong(Region::sizeBytes).sum()).isEqualTo(37 * MIB);
    }

    @Test
    void shouldUnmapCompleteRegionsAndAbandonTheOthers() {
        PageStore store = new PageStore(regions, 64 * MIB, PAGE);
        List<Integer> pages = takeAll(store).subList(0, 200);
        pages.stream().filter(page -> page != 130).forEach(store::put);
        store.close();
        assertThat(regions.unmapped).containsExactly(regions.mapped.get(0));
        assertThat(regions.abandoned)
                .containsExactlyElementsOf(regions.mapped.subList(1, regions.mapped.size()));
    }

    @Test
    void shouldSeeThatAPageIsListedTwice() {
        PageStore store = new PageStore(regions, 10 * MIB, PAGE);
        int first = store.take();
        int second = store.take();
        store.put(first);
        store.put(second);
        store.put(first);
        assertThatThrownBy(store::free).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldRefuseMorePagesThanAnArrayHolds() {
        assertThatThrownBy(() -> new PageStore(regions, Long.MAX_VALUE, PAGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("memorySizeBytes=" + Long.MAX_VALUE);
    }
}
