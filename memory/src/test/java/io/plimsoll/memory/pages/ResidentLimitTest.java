package io.plimsoll.memory.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.region.FakeRegions;
import io.plimsoll.memory.region.RegionException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is handed out never takes the resident set of the process over its limit. */
class ResidentLimitTest {

    private static final int PAGE = 32 * 1024;
    private static final long MIB = 1L << 20;

    private final FakeRegions regions = new FakeRegions();
    private final FakeProcess process = new FakeProcess();

    /** Other memory of the process besides that of the regions. */
    private final class FakeProcess implements ResidentLimit.Measure {
        long otherBytes = 40 * MIB;
        int measured;
        boolean unknown;
        boolean closed;

        @Override
        public long bytes() {
            measured++;
            return unknown ? -1 : otherBytes + regions.residentBytes();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private PageStore store(long limitBytes) {
        ResidentLimit limit = new ResidentLimit(limitBytes, process);
        return new PageStore(regions, 64 * MIB, 64 * MIB, PAGE, limit);
    }

    private List<Integer> takeUntilDenied(PageStore store) {
        List<Integer> pages = new ArrayList<>();
        try {
            while (pages.size() < store.pageCount()) {
                pages.add(store.take());
                assertThat(process.bytes()).isLessThanOrEqualTo(60 * MIB);
            }
        } catch (RegionException denied) {
            assertThat(denied)
                    .hasMessageContaining("resident set of the process is " + process.bytes())
                    .hasMessageContaining("limit of " + 60 * MIB);
        }
        return pages;
    }

    @Test
    void shouldDenyPages_whenTheProcessWouldExceedItsLimit() {
        PageStore store = store(60 * MIB);
        List<Integer> pages = takeUntilDenied(store);
        assertThat(pages).hasSize(20 * 32).doesNotHaveDuplicates();
        store.free();
        process.otherBytes = 39 * MIB;
        assertThat(takeUntilDenied(store)).as("when others gave memory back").hasSize(32);
        process.otherBytes = 50 * MIB;
        int page = pages.removeLast();
        store.put(page);
        assertThat(store.take()).as("what is resident already is no growth").isEqualTo(page);
    }

    @Test
    void shouldMeasureOncePerStep_notPerPage() {
        PageStore store = store(1000 * MIB);
        for (int i = 0; i < 2048; i++) {
            store.take();
        }
        assertThat(process.measured).isBetween(10, 64 * 1024 / 2048);
        assertThat(regions.residentBytes()).isEqualTo(64 * MIB);
    }

    @Test
    void shouldNotTakeMoreStepsThanTheBudgetHas() {
        PageStore store = store(1000 * MIB);
        int run = store.takeRun(2040);
        for (int i = 0; i < 8; i++) {
            store.take();
        }
        assertThat(regions.residentBytes()).isEqualTo(64 * MIB);
        store.putRun(run, 2040);
        store.free();
    }

    @Test
    void shouldDenyRunsAsAWhole_andGiveIdleMemoryBackFirst() {
        PageStore store = store(60 * MIB);
        int run = store.takeRun(600);
        assertThatThrownBy(() -> store.takeRun(41)).isInstanceOf(RegionException.class);
        assertThat(store.heldPages()).isEqualTo(600);
        store.putRun(run, 600);
        int other = store.takeRun(500);
        assertThat(process.bytes()).isLessThanOrEqualTo(60 * MIB);
        int single = store.take();
        assertThat(process.bytes()).isLessThanOrEqualTo(60 * MIB);
        store.putRun(other, 500);
        assertThat(store.takeRun(640 - 1)).isNotEqualTo(PageStore.NONE);
        assertThat(process.bytes()).isEqualTo(60 * MIB);
        store.put(single);
        store.free();
    }

    // Idle memory that gives way may be that of the very slot which was found for a run.
    @Test
    void shouldAskForAllOfARun_whenItsOwnMemoryGaveWay() {
        PageStore store = store(60 * MIB);
        int run = store.takeRun(300);
        store.putRun(run, 300);
        process.otherBytes = 50 * MIB + 512 * 1024;
        try {
            store.takeRun(310);
        } catch (RegionException denied) {
            assertThat(store.heldPages()).isZero();
        }
        assertThat(process.bytes()).isLessThanOrEqualTo(60 * MIB + 512 * 1024);
        store.free();
    }

    @Test
    void shouldLeaveWhatWasPromisedToOthers() {
        PageStore store = store(60 * MIB);
        List<Integer> pages = new ArrayList<>();
        long promised = 5 * MIB;
        assertThatThrownBy(
                        () -> {
                            while (true) {
                                pages.add(store.take(promised));
                            }
                        })
                .hasMessageContaining(promised + " that are guaranteed to others");
        assertThat(pages).hasSize(15 * 32);
        for (int i = 0; i < 5 * 32; i++) {
            store.take(PageStore.PROMISED);
        }
        assertThat(process.bytes()).isEqualTo(60 * MIB);
        store.take(PageStore.PROMISED);
        assertThat(process.bytes()).as("a promise binds").isEqualTo(60 * MIB + PAGE);
    }

    // Idle pages are what a promise will be kept with when the process has no room left.
    @Test
    void shouldLeaveIdleMemory_whenThatIsAllThereIsForAPromise() {
        PageStore store = store(60 * MIB);
        List<Integer> pages = takeUntilDenied(store);
        pages.subList(0, 6 * 32).forEach(store::put);
        int run = store.takeRun(32, 5 * MIB);
        assertThatThrownBy(() -> store.take(5 * MIB)).isInstanceOf(RegionException.class);
        assertThatThrownBy(() -> store.takeRun(2, 5 * MIB)).isInstanceOf(RegionException.class);
        store.putRun(run, 32);
        assertThatThrownBy(() -> store.takeRun(33, 5 * MIB)).isInstanceOf(RegionException.class);
        assertThat(store.takeRun(32, 5 * MIB)).isEqualTo(run);
        process.otherBytes = 30 * MIB;
        int measured = process.measured;
        for (int i = 0; i < 160; i++) {
            store.take(5 * MIB);
        }
        assertThat(process.measured - measured).as("not for each page").isLessThan(40);
        assertThat(process.bytes()).isLessThanOrEqualTo(60 * MIB);
        store.free();
    }

    @Test
    void shouldAskBeforeTouchingEverything() {
        assertThatThrownBy(() -> store(60 * MIB).preTouch()).isInstanceOf(RegionException.class);
        assertThat(regions.residentBytes()).isZero();
        store(104 * MIB).preTouch();
        assertThat(regions.residentBytes()).isEqualTo(64 * MIB);
    }

    @Test
    void shouldGrant_whereTheResidentSetIsNotKnown() {
        process.unknown = true;
        PageStore store = store(1);
        for (int i = 0; i < 2048; i++) {
            store.take();
        }
        store.close();
        assertThat(process.closed).isTrue();
    }

    // What was measured once was believed for ever, if no more was asked for than was left then.
    @Test
    void shouldMeasureAgain_beforeLong() {
        PageStore store = store(60 * MIB);
        store.put(store.take());
        long promised = store.idleBytes() + 2 * MIB;
        store.put(store.take(promised));
        process.otherBytes += 30 * MIB;
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 200; i++) {
                                store.put(store.take(promised));
                            }
                        })
                .isInstanceOf(RegionException.class);
    }
}
