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
    void shouldLayPagesOneBehindTheOther_inOneRange() {
        PageStore store = new PageStore(regions, 37 * MIB + 5000, PAGE);
        assertThat(store.pageCount()).isEqualTo(37 * 32);
        assertThat(regions.reserved).hasSize(1);
        long base = regions.reserved.getFirst().address();
        List<Integer> pages = takeAll(store);
        assertThat(pages).doesNotHaveDuplicates();
        for (int page : pages) {
            assertThat(store.address(page)).isEqualTo(base + (long) page * PAGE);
            assertThat(store.indexOf(store.address(page))).isEqualTo(page);
            assertThat(store.indexOf(store.address(page) + PAGE - 1)).isEqualTo(page);
            assertThat(regions.isAccessible(store.address(page), PAGE)).isTrue();
        }
        assertThat(regions.committedBytes()).isEqualTo(37L * MIB);
    }

    // The kernel rounds what it takes back up to its own pages: with smaller ones of ours the next
    // page was wiped, in use or not.
    @Test
    void shouldRefusePagesSmallerThanTheSystems() {
        regions.pageBytes = 2 * PAGE;
        assertThatThrownBy(() -> new PageStore(regions, 64 * MIB, PAGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pageSizeBytes=32768 (expected 65536 or more")
                .hasMessageContaining("operating system");
        assertThat(regions.reserved).isEmpty();
        PageStore store = new PageStore(regions, 64 * MIB, 2 * PAGE);
        store.put(store.take());
        assertThat(store.trim()).isEqualTo(2 * PAGE);
    }

    @Test
    void shouldCommitRegions_onlyWhenTheirFirstPageIsNeeded() {
        PageStore store = new PageStore(regions, 64 * MIB, PAGE);
        assertThat(regions.committed).isEmpty();
        store.take();
        assertThat(regions.committed).hasSize(1);
        assertThat(regions.committedBytes()).isEqualTo(4 * MIB);
        for (int i = 1; i < 128; i++) {
            store.take();
        }
        assertThat(regions.committed).hasSize(1);
        store.take();
        assertThat(regions.committed).hasSize(2);
    }

    @Test
    void shouldMakeRegionsAFractionOfTheBudget() {
        assertThat(firstRegion(4 * MIB, PAGE)).isEqualTo(2 * MIB);
        assertThat(firstRegion(100 * 1024, PAGE)).isEqualTo(96 * 1024);
        assertThat(firstRegion(256 * MIB, PAGE)).isEqualTo(16 * MIB);
        assertThat(firstRegion(100 * MIB, PAGE)).isEqualTo(8 * MIB);
        assertThat(firstRegion(100_000 * MIB, PAGE)).isEqualTo(64 * MIB);
        assertThat(firstRegion(64 * MIB, 4 << 20)).isEqualTo(4 * MIB);
    }

    private long firstRegion(long memorySizeBytes, int pageSizeBytes) {
        regions.committed.clear();
        new PageStore(regions, memorySizeBytes, pageSizeBytes).take();
        return regions.committed.get(0).sizeBytes();
    }

    @Test
    void shouldLetReleasedPagesRest_whileTheBudgetHasRoom() {
        PageStore store = new PageStore(regions, 80L * PAGE, PAGE);
        store.letRest((_, _) -> {});
        List<Integer> released = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int page = store.take();
            int before = released.lastIndexOf(page);
            assertThat(before < 0 || released.size() - before > 10).isTrue();
            released.add(page);
            store.put(page);
        }
        assertThat(released.stream().distinct()).hasSize(11);
        assertThat(takeAll(store)).doesNotHaveDuplicates();
        assertThat(regions.trimmed).isEmpty();
    }

    @Test
    void shouldLetReleasedRunsRest_whileTheBudgetHasRoom() {
        PageStore store = new PageStore(regions, 80L * PAGE, PAGE);
        store.letRest((_, _) -> {});
        int first = store.takeRun(4);
        store.putRun(first, 4);
        int second = store.takeRun(4);
        assertThat(second).isNotEqualTo(first);
        store.putRun(second, 4);
        int third = store.takeRun(4);
        assertThat(third).isNotIn(first, second);
        store.putRun(third, 4);
        assertThat(store.takeRun(4)).as("12 pages rest, more than an eighth").isEqualTo(first);
        for (int i = 1; i < 20; i++) {
            store.takeRun(4);
        }
        assertThat(store.heldPages()).isEqualTo(80);
    }

    @Test
    void shouldUseWhatRests_whenThereIsNoOtherMemory() {
        PageStore store = new PageStore(regions, 8 * MIB, PAGE);
        store.letRest((_, _) -> {});
        List<Integer> pages = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            pages.add(store.take()); // a region
        }
        store.put(pages.getFirst());
        regions.refuses = true;
        assertThat(store.take()).isEqualTo(pages.getFirst());
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
        assertThat(store.heldPages()).isEqualTo(6);
    }

    @Test
    void shouldBeUnchanged_whenARegionIsRefused() {
        PageStore store = new PageStore(regions, 10 * MIB, PAGE);
        regions.refuses = true;
        assertThatThrownBy(store::take).isInstanceOf(RegionException.class);
        assertThat(store.heldPages()).isZero();
        regions.refuses = false;
        assertThat(store.take()).isZero();
    }

    @Test
    void shouldCommitWhatItNeeds_whenIdleRegionsStandInTheWay() {
        PageStore store = new PageStore(regions, 64 * MIB, PAGE);
        regions.commitLimitBytes = 8 * MIB;
        int run = store.takeRun(128);
        for (int i = 0; i < 128; i++) {
            store.take();
        }
        assertThatThrownBy(store::take).isInstanceOf(RegionException.class);
        store.putRun(run, 128);
        assertThat(store.take()).isEqualTo(128);
        assertThat(regions.committedBytes()).isEqualTo(8 * MIB);
        assertThatThrownBy(() -> store.takeRun(2)).isInstanceOf(RegionException.class);
        assertThat(store.heldPages()).isEqualTo(129);
        store.free();
    }

    @Test
    void shouldTouchEverything_whenAsked() {
        PageStore store = new PageStore(regions, 37 * MIB, PAGE);
        store.preTouch();
        assertThat(regions.touched).containsExactly(new Region(store.address(0), 37 * MIB));
        assertThat(store.idleBytes()).isEqualTo(37 * MIB);
        assertThat(store.take()).isZero();
        assertThat(store.take()).isEqualTo(1);
    }

    /** Pages that had been trimmed were lost, and others handed out that were on no list. */
    @Test
    void shouldLoseNoPage_whenTouchedAfterATrim() {
        PageStore store = new PageStore(regions, 4 * MIB, PAGE);
        List<Integer> used = List.of(store.take(), store.take());
        used.forEach(store::put);
        store.trim();
        store.preTouch();
        assertThat(store.free().cardinality()).isEqualTo(128);
        assertThat(takeAll(store)).doesNotHaveDuplicates().containsAll(used);
    }

    @Test
    void shouldReleaseTheRange_whenEveryPageIsBack() {
        PageStore store = new PageStore(regions, 64 * MIB, PAGE);
        takeAll(store).forEach(store::put);
        store.putRun(store.takeRun(33), 33);
        store.close();
        assertThat(regions.released).isEqualTo(regions.reserved);
        assertThat(regions.abandoned).isEmpty();
    }

    @Test
    void shouldAbandonTheRegionsOfMissingPages_andReleaseTheOthers() {
        PageStore store = new PageStore(regions, 64 * MIB, PAGE);
        List<Integer> pages = takeAll(store);
        pages.stream().filter(page -> page != 130).forEach(store::put);
        int run = store.takeRun(150);
        store.close();
        long slotStart = store.address(run);
        assertThat(regions.abandoned)
                .containsExactly(
                        new Region(store.address(128), 4 * MIB),
                        new Region(slotStart, 4 * MIB),
                        new Region(slotStart + 4 * MIB, 4 * MIB));
        assertThat(regions.released)
                .hasSizeGreaterThan(16)
                .doesNotContainAnyElementsOf(regions.abandoned);
    }

    @Test
    void shouldHandOutTheRunThatCameBackLast_andKeepItsMemory() {
        PageStore store = new PageStore(regions, 64 * MIB, PAGE);
        int first = store.takeRun(16);
        int second = store.takeRun(9);
        assertThat(second).isEqualTo(first + 16);
        store.putRun(first, 16);
        store.putRun(second, 9);
        assertThat(store.idleBytes()).isEqualTo(25L * PAGE);
        assertThat(store.takeRun(12)).isEqualTo(second);
        assertThat(store.idleBytes()).isEqualTo(16L * PAGE);
        assertThat(regions.trimmed).isEmpty();
        assertThat(store.takeRun(10)).isEqualTo(first);
        assertThat(regions.trimmed)
                .as("what the shorter run leaves")
                .containsExactly(new Region(store.address(first + 10), 6L * PAGE));
        assertThat(store.idleBytes()).isZero();
    }

    @Test
    void shouldRefuseARunThatWasNotTaken() {
        PageStore store = new PageStore(regions, 64 * MIB, PAGE);
        int run = store.takeRun(16);
        assertThatThrownBy(() -> store.putRun(run, 15)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.putRun(run + 1, 16))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.putRun(run + 16, 16))
                .isInstanceOf(IllegalStateException.class);
        store.putRun(run, 16);
        assertThatThrownBy(() -> store.putRun(run, 16))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("firstPage=" + run);
        assertThat(store.heldPages()).isZero();
    }

    @Test
    void shouldGiveBackWhatWasIdleLongest_whenLimited() {
        PageStore store = new PageStore(regions, 64 * MIB, PAGE);
        int run = store.takeRun(32);
        List<Integer> pages = takeAll(store).subList(0, 100);
        pages.forEach(store::put);
        store.putRun(run, 32);
        store.limitIdle(40L * PAGE);
        assertThat(store.idleBytes()).isLessThanOrEqualTo(40L * PAGE);
        assertThat(store.take()).as("the one that came back last").isEqualTo(99);
        store.limitIdle(0);
        assertThat(store.idleBytes()).isZero();
        assertThat(regions.trimmed.stream().mapToLong(Region::sizeBytes).sum())
                .isEqualTo(131L * PAGE);
        store.free();
    }

    @Test
    void shouldGiveBackWhatNobodyNeeded_sinceItWasAskedLast() {
        PageStore store = new PageStore(regions, 64 * MIB, PAGE);
        List<Integer> pages = takeAll(store).subList(0, 100);
        int run = store.takeRun(8);
        pages.forEach(store::put);
        store.putRun(run, 8);
        assertThat(store.trimIdle()).as("all of that came back just now").isZero();
        for (int round = 0; round < 10; round++) {
            List<Integer> needed = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                needed.add(store.take());
            }
            needed.forEach(store::put);
        }
        assertThat(store.trimIdle()).isEqualTo((70L + 8) * PAGE);
        assertThat(store.idleBytes()).isEqualTo(30L * PAGE);
        assertThat(store.trimIdle()).isEqualTo(30L * PAGE);
        assertThat(store.trimIdle()).isZero();
        store.free();
    }

    @Test
    void shouldGrowAndShrinkWithinItsAddresses() {
        PageStore store = new PageStore(regions, 4 * MIB, 64 * MIB, PAGE, null);
        assertThat(store.pageCount()).isEqualTo(128);
        List<Integer> pages = takeAll(store);
        store.resize(64 * MIB);
        assertThat(store.pageCount()).isEqualTo(2048);
        for (int i = 128; i < 2048; i++) {
            pages.add(store.take());
        }
        assertThat(store.maxRunPages()).isEqualTo(2048);
        pages.subList(64, 2048).forEach(store::put);
        store.resize(4 * MIB);
        assertThat(store.idleBytes()).isEqualTo(64L * PAGE);
        store.resize(MIB);
        assertThat(store.idleBytes()).isZero();
        assertThatThrownBy(() -> store.resize(65 * MIB))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected at most maxMemorySizeBytes=" + 64 * MIB);
    }

    @Test
    void shouldMakeDoWithFewerAddresses_whenTheyAreRefused() {
        PageStore ample = new PageStore(regions, 64 * MIB, PAGE);
        assertThat(regions.reserved.getLast().sizeBytes()).isGreaterThan(10 * 64 * MIB);
        int longest = ample.takeRun(ample.maxRunPages());
        assertThatThrownBy(() -> ample.takeRun(ample.maxRunPages()))
                .as("more than the budget")
                .isInstanceOf(RegionException.class);
        ample.putRun(longest, ample.maxRunPages());

        regions.reserveLimitBytes = 4 * 64 * MIB;
        PageStore modest = new PageStore(regions, 64 * MIB, PAGE);
        assertThat(modest.takeRun(modest.maxRunPages())).isNotEqualTo(PageStore.NONE);
        assertThat(modest.maxRunPages()).isEqualTo(2048);

        regions.reserveLimitBytes = 64 * MIB + PAGE;
        PageStore bare = new PageStore(regions, 64 * MIB, PAGE);
        assertThat(bare.maxRunPages()).isEqualTo(1);
        assertThatThrownBy(() -> bare.takeRun(2))
                .isInstanceOf(RegionException.class)
                .hasMessageContaining("pages=2")
                .hasMessageContaining("ulimit -v");
        assertThat(takeAll(bare)).hasSize(2048);

        regions.reserveLimitBytes = 64 * MIB - 1;
        assertThatThrownBy(() -> new PageStore(regions, 64 * MIB, PAGE))
                .isInstanceOf(RegionException.class)
                .hasMessageContaining("sizeBytes=" + 64 * MIB);
    }

    @Test
    void shouldUseASlotOfAHigherClass_whenItsOwnHasNoneLeft() {
        regions.reserveLimitBytes = 4 * 64 * MIB;
        PageStore store = new PageStore(regions, 64 * MIB, PAGE);
        List<Integer> runs = new ArrayList<>();
        assertThatThrownBy(
                        () -> {
                            while (true) {
                                runs.add(store.takeRun(2));
                            }
                        })
                .isInstanceOf(RegionException.class);
        assertThat(runs).hasSizeGreaterThan(11).doesNotHaveDuplicates();
        store.free();
        runs.forEach(run -> store.putRun(run, 2));
        assertThat(store.heldPages()).isZero();
        store.free();
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
