package io.plimsoll.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.region.FakeRegions;
import io.plimsoll.memory.region.RegionSource;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a pool gets of the addresses below: contiguous pages, and none that are refused. */
class PoolPagesTest {

    private static final int PAGE = MemoryManager.DEFAULT_PAGE_SIZE;

    private final MemoryManager manager =
            MemoryManager.builder().memorySizeBytes(100L * PAGE).onLeak(_ -> {}).build();
    private final MemoryPool root = manager.rootPool();

    @AfterEach
    void verify() {
        manager.verify();
        manager.close();
    }

    @Test
    void shouldLeaseContiguousPagesAsOneSegment() throws Exception {
        MemoryPool pool = manager.rootPool().newChild("runs", 0, Long.MAX_VALUE);
        MemorySegment run = Objects.requireNonNull(pool.tryAllocateRun(5));
        assertThat(run.size()).isEqualTo(5 * PAGE);
        assertThat(pool.usedBytes()).isEqualTo(5L * PAGE);
        run.putLong(2 * PAGE - 3, 42);
        assertThat(run.getLong(2 * PAGE - 3)).isEqualTo(42);
        assertThat(run.getOwner()).isSameAs(pool);
        assertThat(pool.outstanding().leaks().getFirst().pages()).isEqualTo(5);
        manager.verify();
        run.free();
        assertThat(run.isFreed()).isTrue();
        assertThatThrownBy(() -> pool.release(run)).isInstanceOf(IllegalStateException.class);
        assertThat(pool.usedBytes()).isZero();
        MemorySegment one = Objects.requireNonNull(pool.tryAllocateRun(1));
        assertThat(one.size()).isEqualTo(PAGE);
        pool.release(one);
        manager.verify();
    }

    // Every other page is held: a list of gaps would have none of two pages left.
    @Test
    void shouldGrantARunThatFits_howeverPagesAreScattered() throws Exception {
        MemoryPool pool = manager.rootPool().newChild("runs", 0, Long.MAX_VALUE);
        List<MemorySegment> pages = pool.allocatePages((int) (manager.getMemorySize() / PAGE));
        List<MemorySegment> kept = new ArrayList<>();
        for (int i = 0; i < pages.size(); i++) {
            if (i % 2 == 0) {
                kept.add(pages.get(i));
            } else {
                pool.release(pages.get(i));
            }
        }
        int left = pages.size() / 2;
        assertThat(pool.tryAllocateRun(left + 1)).isNull();
        MemorySegment run = Objects.requireNonNull(pool.tryAllocateRun(left));
        manager.verify();
        assertThat(pool.tryAllocatePage()).isNull();
        pool.release(run);
        pool.release(kept);
        manager.verify();
    }

    @Test
    void shouldRefuseRunsThatCanNeverBe() {
        int most = root.maxRunPages();
        assertThat(most).isEqualTo((int) (manager.getMemorySize() / PAGE));
        for (int pages : new int[] {-1, 0, most + 1}) {
            assertThatThrownBy(() -> root.tryAllocateRun(pages))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("count=" + pages + " (expected 1 to " + most + ")");
        }
    }

    @Test
    void shouldDenyWithTheReason_whenThePlatformRefusesARegion() throws Exception {
        FakeRegions regions = new FakeRegions();
        try (MemoryManager refused = managerOf(regions)) {
            MemoryPool a = refused.rootPool().newChild("a", 0, Long.MAX_VALUE);
            MemoryPool b = refused.rootPool().newChild("b", 0, Long.MAX_VALUE);
            regions.refuses = true;
            assertThat(a.tryAllocatePage()).isNull();
            assertThatThrownBy(() -> a.allocatePages(2))
                    .isInstanceOf(MemoryAllocationException.class)
                    .hasMessageContaining("memory was refused: refused by the test");
            assertThat(refused.usedBytes()).isZero();
            refused.verify();

            regions.refuses = false;
            List<MemorySegment> pages = a.allocatePages(64);
            regions.refuses = true;
            assertThat(a.tryAllocatePage()).as("the first region is used up").isNull();
            MemorySegment one = pages.removeLast();
            a.release(one);
            assertThat(b.tryAllocatePage()).as("a page at hand elsewhere").isNotNull();
            a.release(pages);
            refused.verify();
        }
    }

    @Test
    void shouldTakeNothing_whenThePlatformRefusesInTheMiddle() throws Exception {
        FakeRegions regions = new FakeRegions();
        try (MemoryManager refused = managerOf(regions)) {
            MemoryPool pool = refused.rootPool().newChild("a", 0, Long.MAX_VALUE);
            regions.commitLimitBytes = 2 << 20;
            assertThat(pool.tryAllocatePages(65, new ArrayList<>())).isFalse();
            refused.verify();
            pool.release(pool.allocatePages(64));
        }
    }

    @ParameterizedTest
    @EnumSource(LeakDetection.class)
    void shouldLeaveNothing_whenAPoolClosesThatHadPagesAtHand(LeakDetection level)
            throws Exception {
        try (MemoryManager other =
                MemoryManager.builder().memorySizeBytes(32L << 20).leakDetection(level).build()) {
            MemoryPool pool = other.rootPool().newChild("a", 0, 1000L * PAGE);
            pool.release(pool.allocatePages(3));
            pool.release(Objects.requireNonNull(pool.tryAllocatePage()));
            pool.close();
            assertThat(other.snapshot().root().children()).isEmpty();
            other.rootPool().release(Objects.requireNonNull(other.rootPool().tryAllocatePage()));
            other.verify();
        }
    }

    private static MemoryManager managerOf(RegionSource regions) {
        return MemoryManager.builder()
                .memorySizeBytes(32L << 20)
                .leakDetection(LeakDetection.SIMPLE)
                .onLeak(report -> {})
                .regions(regions)
                .build();
    }
}
