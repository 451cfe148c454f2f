package io.plimsoll.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.leak.LeakReport;
import io.plimsoll.memory.leak.LeakReport.Leak;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.MemorySegmentFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MemoryManagerTest {

    private static final int PAGE = MemoryManager.DEFAULT_PAGE_SIZE;
    private static final int PAGES = 64;

    private final List<LeakReport> leaks = new ArrayList<>();
    private final MemoryManager manager =
            MemoryManager.builder()
                    .memorySizeBytes((long) PAGES * PAGE + 100)
                    .onLeak(leaks::add)
                    .build();
    private final Object owner = "operator 1";
    private final Object other = "operator 2";

    @AfterEach
    void verify() {
        if (!manager.isShutdown()) {
            manager.verify();
        }
        manager.close();
    }

    @Test
    void shouldLeaseAllPages_oneByOneAndAtOnce() throws Exception {
        List<MemorySegment> pages = new ArrayList<>();
        for (int i = 0; i < PAGES; i++) {
            pages.addAll(manager.allocatePages(owner, 1));
        }
        assertThat(pages).doesNotHaveDuplicates();
        assertThat(pages).allMatch(page -> page.getOwner() == owner);
        assertThat(manager.availableMemory()).isEqualTo(100);
        manager.releaseAll(owner);
        assertThat(pages).allMatch(MemorySegment::isFreed);
        assertThat(manager.allocatePages(other, PAGES)).hasSize(PAGES);
        manager.releaseAll(other);
        assertThat(manager.verifyEmpty()).isTrue();
    }

    @Test
    void shouldLeaseAllPagesOrNone() throws Exception {
        manager.allocatePages(owner, PAGES - 3);
        List<MemorySegment> target = new ArrayList<>();
        assertThatThrownBy(() -> manager.allocatePages(other, target, 4))
                .isInstanceOf(MemoryAllocationException.class)
                .hasMessageContaining("root/owner:operator 2")
                .hasMessageContaining("root/owner:operator 1 1998848 bytes");
        assertThat(target).isEmpty();
        manager.allocatePages(other, target, 3);
        assertThat(target).hasSize(3);
        manager.releaseAll(owner);
        manager.releaseAll(other);
    }

    // Flink's manager takes a negative number of pages and then has more memory than it was given.
    @Test
    void shouldRefuseNegativeAmounts() {
        ThrowingCallable[] calls = {
            () -> manager.allocatePages(owner, -3),
            () -> manager.allocatePages(owner, new ArrayList<>(), -3),
            () -> manager.reserveMemory(owner, -1),
            () -> manager.releaseMemory(owner, -1)
        };
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected 0 or more");
        }
        assertThat(manager.availableMemory()).isEqualTo(manager.getMemorySize());
    }

    @Test
    void shouldRefuseMorePagesThanThereAre() {
        assertThatThrownBy(() -> manager.allocatePages(owner, PAGES + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("numberOfPages=65");
    }

    @Test
    void shouldIgnoreReleasesOfWhatItDoesNotHold() throws Exception {
        MemorySegment page = manager.allocatePages(owner, 1).get(0);
        manager.release((MemorySegment) null);
        manager.release((List<MemorySegment>) null);
        manager.releaseAll(null);
        manager.releaseAll(other);
        manager.release(MemorySegmentFactory.allocateUnpooledSegment(PAGE));
        try (MemoryManager stranger = MemoryManager.create(PAGE, PAGE)) {
            MemorySegment foreign = stranger.allocatePages(owner, 1).get(0);
            manager.release(foreign);
            assertThat(foreign.isFreed()).isFalse();
            stranger.release(foreign);
        }
        assertThat(page.isFreed()).isFalse();
        manager.release(page);
        assertThat(page.isFreed()).isTrue();
        assertThat(manager.verifyEmpty()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(LeakDetection.class)
    void shouldIgnoreASecondRelease(LeakDetection level) throws Exception {
        try (MemoryManager plain =
                MemoryManager.builder().memorySizeBytes(4L * PAGE).leakDetection(level).build()) {
            MemorySegment page = plain.allocatePages(owner, 1).get(0);
            plain.release(page);
            plain.release(page);
            List<MemorySegment> again = new ArrayList<>(List.of(page));
            plain.release(again);
            assertThat(again).isEmpty();
            assertThat(plain.verifyEmpty()).isTrue();
        }
    }

    @Test
    void shouldReleasePagesOfSeveralOwnersAndEmptyTheCollection() throws Exception {
        List<MemorySegment> pages = new ArrayList<>(manager.allocatePages(owner, 3));
        pages.addAll(manager.allocatePages(other, 4));
        List<MemorySegment> released = List.copyOf(pages);
        pages.add(null);
        manager.release(pages);
        assertThat(pages).isEmpty();
        assertThat(released).allMatch(MemorySegment::isFreed);
        assertThat(manager.verifyEmpty()).isTrue();
    }

    @Test
    void shouldReleaseAPageThatFreesItself() throws Exception {
        MemorySegment page = manager.allocatePages(owner, 1).get(0);
        page.free();
        assertThat(manager.verifyEmpty()).isTrue();
        manager.releaseAll(owner);
        assertThat(manager.allocatePages(owner, PAGES)).hasSize(PAGES);
        manager.releaseAll(owner);
    }

    @Test
    void shouldReserveWithinTheBudget() throws Exception {
        manager.reserveMemory(owner, 1000);
        manager.reserveMemory(other, manager.getMemorySize() - 1000);
        assertThat(manager.availableMemory()).isZero();
        assertThatThrownBy(() -> manager.reserveMemory(owner, 1))
                .isInstanceOf(MemoryReservationException.class)
                .hasMessageContaining("1 bytes denied");
        manager.releaseMemory(other, PAGE);
        assertThat(manager.allocatePages(owner, 1)).hasSize(1);
        assertThatThrownBy(() -> manager.allocatePages(owner, 1))
                .isInstanceOf(MemoryAllocationException.class);
        manager.releaseAllMemory(owner);
        assertThat(manager.availableMemory()).isEqualTo(1000);
        manager.releaseAllMemory(other);
        manager.releaseAll(owner);
        assertThat(manager.verifyEmpty()).isTrue();
    }

    @Test
    void shouldReleaseAtMostWhatAnOwnerReserved() throws Exception {
        manager.reserveMemory(owner, 1000);
        manager.reserveMemory(other, 1000);
        manager.releaseMemory(owner, 600);
        manager.releaseMemory(owner, 600);
        manager.releaseMemory(owner, 600);
        assertThat(manager.usedBytes()).isEqualTo(1000);
        manager.releaseMemory("nobody", 600);
        manager.releaseAllMemory("nobody");
        manager.reserveMemory(owner, 0);
        manager.releaseMemory(other, 1000);
        assertThat(manager.verifyEmpty()).isTrue();
    }

    @Test
    void shouldShareTheBudgetBetweenOwnersAndPools() throws Exception {
        MemoryPool pool = manager.rootPool().newChild("pool", 10L * PAGE, 20L * PAGE);
        assertThat(manager.availableMemory()).isEqualTo(54L * PAGE + 100);
        manager.allocatePages(owner, 54);
        assertThat(pool.availableBytes()).isEqualTo(10L * PAGE + 100);
        MemorySegment page = Objects.requireNonNull(pool.tryAllocatePage());
        assertThat(page.getOwner()).isSameAs(pool);
        manager.release(page);
        assertThat(page.isFreed()).as("a pool's page goes back to its pool").isTrue();
        assertThat(page.getOwner()).isNull();
        manager.releaseAll(owner);
    }

    @Test
    void shouldComputeFractionsOfTheBudget() {
        assertThat(manager.computeMemorySize(1.0)).isEqualTo(manager.getMemorySize());
        assertThat(manager.computeMemorySize(0.5)).isEqualTo(32L * PAGE + 50);
        assertThat(manager.computeNumberOfPages(0.5)).isEqualTo(32);
        assertThat(manager.computeNumberOfPages(0.49)).isEqualTo(31);
        for (double fraction : new double[] {0, -0.1, 1.0001, Double.NaN, Double.MIN_VALUE * -1}) {
            assertThatThrownBy(() -> manager.computeMemorySize(fraction))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("fraction=" + fraction);
            assertThatThrownBy(() -> manager.computeNumberOfPages(fraction))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldRefuseServiceAfterShutdown() throws Exception {
        MemorySegment page = manager.allocatePages(owner, 1).get(0);
        MemoryPool pool = manager.rootPool().newChild("pool", 0, PAGE);
        MemorySegment pooled = Objects.requireNonNull(pool.tryAllocatePage());
        manager.shutdown();
        manager.shutdown();
        assertThat(manager.isShutdown()).isTrue();
        assertThat(page.isFreed()).isTrue();
        assertThatThrownBy(() -> pooled.get(0)).isInstanceOf(IllegalStateException.class);
        ThrowingCallable[] calls = {
            () -> manager.allocatePages(owner, 1),
            () -> manager.release(page),
            () -> manager.release(new ArrayList<>(List.of(page))),
            () -> manager.releaseAll(owner),
            () -> manager.reserveMemory(owner, 1),
            () -> manager.releaseMemory(owner, 1),
            () -> manager.releaseAllMemory(owner),
            pool::tryAllocatePage,
            () -> pool.tryReserve(1),
            () -> pool.release(pooled),
            () -> manager.rootPool().newChild("late", 0, 1)
        };
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call).isInstanceOf(IllegalStateException.class);
        }
        assertThat(manager.availableMemory()).isZero();
        assertThat(manager.trim()).isZero();
    }

    @Test
    void shouldReportTheOwnersOfWhatIsOut_whenClosed() throws Exception {
        manager.allocatePages(owner, 2);
        manager.reserveMemory(other, 77);
        manager.close();
        manager.close();
        assertThat(leaks).hasSize(1);
        assertThat(leaks.get(0).leaks())
                .extracting(Leak::poolPath, Leak::pages, Leak::pageBytes, Leak::reservedBytes)
                .containsExactly(
                        tuple("root/owner:operator 1", 2L, 2L * PAGE, 0L),
                        tuple("root/owner:operator 2", 0L, 0L, 77L));
    }

    @Test
    void shouldReportNothing_whenAllCameBack() throws Exception {
        manager.release(manager.allocatePages(owner, 2));
        manager.close();
        assertThat(leaks).isEmpty();
        assertThat(manager.outstanding()).hasToString("no memory out");
    }

    @Test
    void shouldRefuseBadSizes() {
        assertThatThrownBy(() -> MemoryManager.create(-1, PAGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("memorySizeBytes=-1");
        for (int pageSizeBytes : new int[] {0, -4096, 2048, 4097, 12288}) {
            assertThatThrownBy(() -> MemoryManager.create(1 << 20, pageSizeBytes))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("pageSizeBytes=" + pageSizeBytes);
        }
    }

    @Test
    void shouldWorkWithNoPageAtAll_onceResizedToThat() throws Exception {
        try (MemoryManager tiny = MemoryManager.create(PAGE, PAGE)) {
            tiny.resize(1000);
            assertThat(tiny.rootPool().tryAllocatePage()).isNull();
            tiny.reserveMemory(owner, 1000);
            tiny.releaseAllMemory(owner);
            tiny.verify();
            assertThat(tiny.trim()).isZero();
        }
    }

    @Test
    void shouldHaveAsManyPagesAsItsBudget_whenThatHasChanged() throws Exception {
        MemoryManager grows =
                MemoryManager.builder()
                        .memorySizeBytes(4L * PAGE)
                        .maxMemorySizeBytes(8L * PAGE)
                        .build();
        grows.resize(8L * PAGE);
        grows.release(grows.allocatePages(owner, 8));
        grows.resize(2L * PAGE);
        assertThatThrownBy(() -> grows.allocatePages(owner, 3))
                .isInstanceOf(IllegalArgumentException.class);
        grows.close();
    }

    @Test
    void shouldKeepItsPeak() throws Exception {
        manager.releaseAll(holding(owner, 10));
        manager.allocatePages(other, 4);
        assertThat(manager.usedBytes()).isEqualTo(4L * PAGE);
        assertThat(manager.peakUsedBytes()).isBetween(10L * PAGE, 14L * PAGE);
        manager.releaseAll(other);
    }

    private Object holding(Object who, int pages) throws MemoryAllocationException {
        manager.allocatePages(who, pages);
        return who;
    }

    @Test
    void shouldFindOwnersByEquality_asAMapDoes() throws Exception {
        manager.allocatePages(Arrays.asList(1, 2), 5);
        manager.releaseAll(List.of(1, 2));
        assertThat(manager.verifyEmpty()).isTrue();
    }
}
