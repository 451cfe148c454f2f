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
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {

    private static final int PAGE = MemoryManager.DEFAULT_PAGE_SIZE;

    private final List<LeakReport> leaks = new ArrayList<>();
    private final MemoryManager manager =
            MemoryManager.builder().memorySizeBytes(100L * PAGE).onLeak(leaks::add).build();
    private final MemoryPool root = manager.rootPool();

    @AfterEach
    void verify() {
        manager.verify();
        manager.close();
    }

    private MemoryPool pool(String name, int minPages, int maxPages) throws Exception {
        return root.newChild(name, (long) minPages * PAGE, (long) maxPages * PAGE);
    }

    @Test
    void shouldGrantEveryPageButTheGuaranteesOfOthers() throws Exception {
        MemoryPool a = pool("a", 0, 1000);
        MemoryPool b = pool("b", 10, 1000);
        List<MemorySegment> pages = new ArrayList<>();
        for (MemorySegment page = a.tryAllocatePage(); page != null; page = a.tryAllocatePage()) {
            pages.add(page);
        }
        assertThat(pages).hasSize(90);
        assertThat(b.availableBytes()).isEqualTo(10L * PAGE);
        List<MemorySegment> others = b.allocatePages(10);
        assertThat(b.tryAllocatePage()).isNull();
        a.release(pages);
        assertThat(pages).isEmpty();
        assertThat(b.availableBytes()).isEqualTo(90L * PAGE);
        b.release(others);
        assertThat(manager.usedBytes()).isZero();
    }

    @Test
    void shouldSayWhoHoldsWhatAndWhatToRaise_whenTheBudgetIsFull() throws Exception {
        MemoryPool sort = pool("sort", 0, 1000);
        MemoryPool cache = pool("cache", 20, 1000);
        MemoryPool join = root.newChild("job", 0, Long.MAX_VALUE).newChild("join", 0, 90L * PAGE);
        List<MemorySegment> held = sort.allocatePages(70);
        assertThatThrownBy(() -> join.allocatePages(40))
                .isInstanceOf(MemoryAllocationException.class)
                .hasMessage(
                        """
                        pool=root/job/join: 40 pages (1310720 bytes) denied: there is no room, and it does not wait; pool root is full: maxBytes=3276800, 2293760 used, 983040 missing
                          holders: root/sort 2293760 bytes (priority 0), root/cache 0 bytes (655360 guaranteed to it, priority 0)
                          could give back: nobody: no MemoryEvictor or MemoryReclaimer of a holder has anything
                          to do: raise memorySizeBytes of the memory manager to 4259840 (when the manager is built: resize goes up to maxMemorySizeBytes=3276800), or take less, or let it wait (MemoryRequest.within, or a method with a timeout)\
                        """);
        assertThatThrownBy(() -> join.reserve(11L * PAGE))
                .isInstanceOf(MemoryReservationException.class)
                .hasMessageContaining("360448 bytes denied");
        sort.release(held);
        cache.close();
    }

    @Test
    void shouldNameThePoolToRaise_whenAMaximumIsReached() throws Exception {
        MemoryPool job = root.newChild("job", 0, 10L * PAGE);
        MemoryPool sort = job.newChild("sort", 0, Long.MAX_VALUE);
        assertThat(sort.maxBytes()).isEqualTo(10L * PAGE);
        assertThatThrownBy(() -> sort.allocatePages(11))
                .isInstanceOf(MemoryAllocationException.class)
                .hasMessageContaining("raise maxBytes of pool root/job to ");
        assertThatThrownBy(() ->
                        job.newChild("other", 5L * PAGE, 20L * PAGE)
                                .newChild("x", 11L * PAGE, 11L * PAGE))
                .isInstanceOf(MemoryReservationException.class)
                .hasMessageContaining("root/job/other/x")
                .hasMessageContaining("raise maxBytes of pool root/job to ");
    }

    @Test
    void shouldRefuseGuaranteesThatAreNotToBeHad() throws Exception {
        MemoryPool a = pool("a", 60, 100);
        assertThatThrownBy(() -> pool("b", 41, 100))
                .isInstanceOf(MemoryReservationException.class)
                .hasMessageContaining("pool=root/b: a minimum of 1343488 bytes denied");
        MemoryPool b = pool("b", 40, 100);
        assertThat(a.availableBytes()).isEqualTo(60L * PAGE);
        b.close();
        assertThat(a.availableBytes()).isEqualTo(100L * PAGE);
        assertThat(leaks).isEmpty();
    }

    @Test
    void shouldCountGuaranteeBeforeWhatIsTakenAboveIt() throws Exception {
        MemoryPool a = pool("a", 10, 50);
        MemoryPool b = pool("b", 0, 100);
        assertThat(b.availableBytes()).isEqualTo(90L * PAGE);
        List<MemorySegment> inside = a.allocatePages(10);
        assertThat(b.availableBytes()).isEqualTo(90L * PAGE);
        List<MemorySegment> above = a.allocatePages(1);
        assertThat(b.availableBytes()).isEqualTo(89L * PAGE);
        a.release(inside);
        a.release(above);
    }

    @Test
    void shouldRefuseSecondAndForeignReleases() throws Exception {
        MemoryPool a = pool("a", 0, 100);
        MemoryPool b = pool("b", 0, 100);
        MemorySegment page = a.allocatePages(1).get(0);
        assertThatThrownBy(() -> b.release(page))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("of root/a (expected a page leased by root/b");
        assertThat(page.isFreed()).isFalse();
        a.release(page);
        assertThatThrownBy(() -> a.release(page))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("of nobody");
        MemorySegment unpooled = MemorySegmentFactory.allocateUnpooledOffHeapMemory(PAGE);
        assertThatThrownBy(() -> a.release(unpooled)).isInstanceOf(IllegalStateException.class);
        try (MemoryManager other = MemoryManager.create(PAGE, PAGE)) {
            MemorySegment foreign = other.rootPool().allocatePages(1).get(0);
            assertThatThrownBy(() -> a.release(foreign)).isInstanceOf(IllegalStateException.class);
            other.rootPool().release(foreign);
        }
    }

    @Test
    void shouldKeepStaleReferencesDead_whenUseAfterFreeIsChecked() throws Exception {
        MemoryPool pool = pool("a", 0, 100);
        MemorySegment stale = Objects.requireNonNull(pool.tryAllocatePage());
        long address = stale.getAddress();
        pool.release(stale);
        List<MemorySegment> all = pool.allocatePages(100);
        MemorySegment next =
                all.stream().filter(page -> page.getAddress() == address).findFirst().orElseThrow();
        assertThat(next.get(100)).isEqualTo((byte) 0xDF);
        assertThatThrownBy(() -> stale.get(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(stale::free).isInstanceOf(IllegalStateException.class);
        assertThat(next.isFreed()).isFalse();
        pool.release(all);
    }

    @Test
    void shouldUseItsSegmentsAgain_whenUseAfterFreeIsNotChecked() throws Exception {
        try (MemoryManager plain =
                MemoryManager.builder()
                        .memorySizeBytes(10L * PAGE)
                        .leakDetection(LeakDetection.SIMPLE)
                        .build()) {
            MemoryPool pool = plain.rootPool().newChild("a", 0, Long.MAX_VALUE);
            MemorySegment page = Objects.requireNonNull(pool.tryAllocatePage());
            page.put(0, (byte) 1);
            pool.release(page);
            assertThat(page.isFreed()).isTrue();
            assertThat(pool.tryAllocatePage()).isSameAs(page);
            assertThat(page.get(0)).isEqualTo((byte) 1);
            pool.release(page);
        }
    }

    @Test
    void shouldReportWhatIsOut_whenClosed() throws Exception {
        MemoryPool job = pool("job", 0, 100);
        MemoryPool sort = job.newChild("sort", 5L * PAGE, 50L * PAGE);
        MemoryPool join = job.newChild("join", 0, 50L * PAGE);
        List<MemorySegment> pages = sort.allocatePages(7);
        sort.reserve(1000);
        join.reserve(10);
        job.close();
        assertThat(leaks).hasSize(1);
        assertThat(leaks.get(0).cause()).isEqualTo(LeakReport.Cause.CLOSED);
        assertThat(leaks.get(0).leaks())
                .extracting(Leak::poolPath, Leak::pages, Leak::pageBytes, Leak::reservedBytes)
                .containsExactly(
                        tuple("root/job/sort", 7L, 7L * PAGE, 1000L),
                        tuple("root/job/join", 0L, 0L, 10L));
        assertThat(leaks.get(0).toString())
                .startsWith(
                        "230386 bytes not given back when its pool closed\n"
                                + "  root/job/sort: 7 pages (229376 bytes), 1000 bytes reserved\n")
                .contains("\n  root/job/join: 0 pages (0 bytes), 10 bytes reserved\n");
        assertThat(root.availableBytes()).isEqualTo(93L * PAGE - 1010);
        assertThatThrownBy(sort::tryAllocatePage)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("root/job/sort is closed");
        assertThatThrownBy(() -> job.newChild("late", 0, 1))
                .isInstanceOf(IllegalStateException.class);
        job.close();
        assertThat(leaks).hasSize(1);

        sort.release(pages);
        sort.unreserve(1000);
        join.unreserve(10);
        assertThat(root.availableBytes()).isEqualTo(100L * PAGE);
        assertThat(manager.outstanding().isEmpty()).isTrue();
    }

    @Test
    void shouldRefuseToHoldMemoryAndToHaveChildren() throws Exception {
        MemoryPool job = pool("job", 0, 100);
        MemoryPool sort = job.newChild("sort", 0, 100);
        assertThatThrownBy(job::tryAllocatePage)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only leaves hold memory");
        assertThatThrownBy(() -> job.tryReserve(1)).isInstanceOf(IllegalStateException.class);
        sort.close();
        MemorySegment page = Objects.requireNonNull(job.tryAllocatePage());
        assertThatThrownBy(() -> job.newChild("sort", 0, 100))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("holds memory");
        job.release(page);
        job.newChild("sort", 0, 100).close();
    }

    @Test
    void shouldLeaseAllPagesOrNone() throws Exception {
        MemoryPool pool = pool("a", 0, 10);
        List<MemorySegment> pages = new ArrayList<>();
        assertThat(pool.tryAllocatePages(11, pages)).isFalse();
        assertThat(pages).isEmpty();
        assertThat(pool.tryAllocatePages(10, pages)).isTrue();
        assertThat(pages).hasSize(10).doesNotHaveDuplicates();
        assertThat(pool.tryAllocatePages(0, pages)).isTrue();
        pool.release(pages);
        assertThat(pool.allocatePages(0)).isEmpty();
        assertThatThrownBy(() -> pool.allocatePages(Integer.MAX_VALUE))
                .isInstanceOf(MemoryAllocationException.class);
    }

    @Test
    void shouldGiveAllBack_whenTheTargetRefusesAPage() throws Exception {
        MemoryPool pool = pool("a", 0, 10);
        assertThatThrownBy(() -> pool.tryAllocatePages(5, List.of()))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(pool.usedBytes()).isZero();
        assertThat(pool.availableBytes()).isEqualTo(10L * PAGE);
    }

    @Test
    void shouldRefuseBadArguments() throws Exception {
        MemoryPool pool = pool("a", 0, 10);
        assertThatThrownBy(() -> root.newChild("x", -1, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("minBytes=-1");
        assertThatThrownBy(() -> root.newChild("x", 6, 5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pool.allocatePages(-3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count=-3 (expected 0 or more)");
        assertThatThrownBy(() -> pool.tryAllocatePages(-1, new ArrayList<>()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pool.tryReserve(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pool.unreserve(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pool.unreserve(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("at most the 0 reserved");
        assertThat(pool.availableBytes()).isEqualTo(10L * PAGE);
    }

    @Test
    void shouldDescribeItself() throws Exception {
        MemoryPool pool = pool("job", 2, 10).newChild("sort", PAGE, 5L * PAGE);
        assertThat(pool.name()).isEqualTo("sort");
        assertThat(pool.path()).isEqualTo("root/job/sort");
        assertThat(pool).hasToString("MemoryPool[root/job/sort]");
        assertThat(pool.minBytes()).isEqualTo(PAGE);
        assertThat(pool.maxBytes()).isEqualTo(5L * PAGE);
        assertThat(pool.pageSizeBytes()).isEqualTo(PAGE);
        List<MemorySegment> pages = pool.allocatePages(3);
        pool.reserve(5);
        pool.release(pages);
        assertThat(pool.peakBytes()).isEqualTo(3L * PAGE + 5);
        assertThat(pool.usedBytes()).isEqualTo(5);
        assertThat(pool.reservedBytes()).isEqualTo(5);
        pool.unreserve(5);
    }

    @Test
    void shouldNotLendAByteOfAGuarantee() throws Exception {
        MemoryPool a = pool("a", 10, 1000);
        MemoryPool b = pool("b", 0, 1000);
        assertThat(b.tryReserve(90L * PAGE + 1)).isFalse();
        assertThat(b.tryReserve(90L * PAGE)).isTrue();
        assertThat(b.tryReserve(1)).isFalse();
        a.release(a.allocatePages(10));
        b.unreserve(90L * PAGE);
    }
}
