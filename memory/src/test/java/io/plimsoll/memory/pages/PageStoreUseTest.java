package io.plimsoll.memory.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.region.FakeRegions;
import io.plimsoll.memory.region.Region;
import io.plimsoll.memory.snapshot.PageFigures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store tells of its pages, and what it gives back when it is trimmed. */
class PageStoreUseTest {

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
    void shouldTrimIdlePagesAndUseThemLast() {
        PageStore store = new PageStore(regions, 64 * MIB, PAGE);
        List<Integer> pages = takeAll(store).subList(0, 256);
        pages.stream().filter(page -> page != 70).forEach(store::put);
        assertThat(store.idleBytes()).isEqualTo(255L * PAGE);
        assertThat(store.trim()).isEqualTo(255L * PAGE);
        assertThat(regions.trimmed)
                .containsExactly(
                        new Region(store.address(0), 70L * PAGE),
                        new Region(store.address(71), (256L - 71) * PAGE));
        assertThat(store.idleBytes()).isZero();
        assertThat(store.freePages()).isEqualTo(255);
        assertThat(store.free().cardinality()).isEqualTo(255);
        store.put(70);
        assertThat(store.take()).as("the only one that is resident").isEqualTo(70);
        assertThat(store.take()).isZero();
    }

    @Test
    void shouldTrimInStepsThatAreWhollyFree_whereOthersWouldSplitAHugePage() {
        regions.trimStepBytes = 2 * MIB;
        PageStore store = new PageStore(regions, 64 * MIB, PAGE);
        List<Integer> pages = takeAll(store).subList(0, 256);
        pages.stream().filter(page -> page != 70).forEach(store::put);
        assertThat(store.trim()).isEqualTo(6 * MIB);
        assertThat(regions.trimmed)
                .containsExactly(
                        new Region(store.address(0), 2 * MIB),
                        new Region(store.address(128), 2 * MIB),
                        new Region(store.address(192), 2 * MIB));
        for (int i = 0; i < 63; i++) {
            assertThat(store.take()).isBetween(64, 127);
        }
        assertThat(store.take()).isZero();
    }

    @Test
    void shouldGiveRegionsBack_whenTrimmedAndNoPageIsHeld() {
        PageStore store = new PageStore(regions, 64 * MIB, PAGE);
        List<Integer> pages = takeAll(store);
        assertThat(regions.committed).hasSize(16);
        pages.stream().filter(page -> page != 300).forEach(store::put);
        store.trim();
        assertThat(regions.committed).containsExactly(new Region(store.address(256), 4 * MIB));
        for (int i = 1; i < 2048; i++) {
            store.take();
        }
        assertThat(regions.committed).hasSize(16);
    }

    @Test
    void shouldTellHowPagesAndRegionsAreUsed() {
        PageStore store = new PageStore(regions, 64 * MIB, PAGE);
        List<Integer> pages = takeAll(store).subList(0, 129);
        pages.stream().filter(page -> page % 2 == 0).forEach(store::put);
        PageFigures figures = store.figures();
        assertThat(figures.budgetPages()).isEqualTo(2048);
        assertThat(figures.heldPages()).isEqualTo(2048 - 65);
        assertThat(figures.freePages()).isEqualTo(65);
        assertThat(figures.idleBytes()).isEqualTo(65L * PAGE);
        assertThat(figures.longestRunPages()).as("nothing is fragmented").isEqualTo(65);
        assertThat(figures.committedBytes()).isEqualTo(64 * MIB);
        assertThat(figures.unheldPartOfRegions()).isEqualTo(65.0 / 2048);
        assertThat(figures.reservedBytes()).isEqualTo(regions.reserved.getFirst().sizeBytes());
        assertThat(figures.usedRegions()).isEqualTo(16);
        assertThat(figures.scatteredBytes()).isEqualTo(65L * PAGE);
        assertThat(figures.scatter()).isZero();

        regions.reserveLimitBytes = 64 * MIB;
        PageStore bare = new PageStore(regions, 64 * MIB, PAGE);
        assertThat(bare.figures().longestRunPages()).isEqualTo(1);
        assertThat(bare.figures().unheldPartOfRegions()).isZero();
    }

    /**
     * <pre>
     *   region  0: 128 pages, 2 held    1: 128 pages, none held    2: 128 pages, 1 held
     *   a region of runs: a run over two regions of 128 pages each
     * </pre>
     */
    @Test
    void shouldTellHowFragmentedRegionsAre() {
        PageStore store = new PageStore(regions, 64 * MIB, PAGE);
        List<Integer> pages = takeAll(store).subList(0, 384);
        for (int page = 384; page < store.pageCount(); page++) {
            store.put(page);
        }
        pages.stream().filter(page -> page != 3 && page != 7 && page != 300).forEach(store::put);
        PageFigures scattered = store.figures();
        assertThat(scattered.heldPages()).isEqualTo(3);
        assertThat(scattered.usedRegions()).isEqualTo(2);
        assertThat(scattered.usedRegionBytes()).isEqualTo(256L * PAGE);
        assertThat(scattered.scatteredBytes()).isEqualTo(253L * PAGE);
        assertThat(scattered.regionFragmentation()).isEqualTo(253.0 / 256);
        assertThat(scattered.longestRunPages()).isEqualTo(2045);
        assertThat(scattered.scatter()).isZero();

        int run = store.takeRun(200);
        PageFigures withRun = store.figures();
        assertThat(withRun.usedRegions()).isEqualTo(4);
        assertThat(withRun.scatteredBytes()).isEqualTo((512L - 203) * PAGE);
        store.putRun(run, 200);
        store.put(3);
        assertThat(store.figures().usedRegions()).isEqualTo(2);
        store.put(7);
        assertThat(store.figures().usedRegions()).isEqualTo(1);
        store.put(300);
        assertThat(store.figures().usedRegions()).isZero();
        assertThat(store.figures().regionFragmentation()).isZero();
        store.free();

        regions.reserveLimitBytes = 64 * MIB;
        PageStore bare = new PageStore(regions, 64 * MIB, PAGE);
        assertThat(bare.figures().scatter()).as("no run fits").isEqualTo(2047.0 / 2048);
    }
}
