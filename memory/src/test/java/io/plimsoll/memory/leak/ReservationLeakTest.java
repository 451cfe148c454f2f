package io.plimsoll.memory.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.leak.AllocationLog.Entry;
import io.plimsoll.memory.leak.AllocationLog.Event;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sites of reserved bytes, the blocks of allocators, and the log of allocations. */
class ReservationLeakTest {

    private static final int PAGE = MemoryManager.DEFAULT_PAGE_SIZE;

    private final MemoryManager manager =
            MemoryManager.builder()
                    .memorySizeBytes(100L * PAGE)
                    .leakDetection(LeakDetection.ADVANCED)
                    .onLeak(_ -> {})
                    .build();

    @AfterEach
    void close() {
        manager.verify();
        manager.close();
    }

    private static void reserveHere(MemoryPool pool, long bytes) throws Exception {
        pool.reserve(bytes);
    }

    private static void reserveThere(MemoryPool pool, long bytes) throws Exception {
        pool.reserve(bytes);
    }

    private static List<LeakSite> sites(MemoryPool pool) {
        return pool.outstanding().leaks().get(0).sites();
    }

    @Test
    void reservationsAreFollowedToTheirSites() throws Exception {
        MemoryPool pool = manager.rootPool().newChild("job", 0, Long.MAX_VALUE);
        reserveHere(pool, 100);
        reserveHere(pool, 200);
        reserveThere(pool, 50);
        assertThat(sites(pool)).extracting(LeakSite::bytes).containsExactly(300L, 50L);
        assertThat(sites(pool).get(0).kind()).isEqualTo(LeaseKind.RESERVATION);
        assertThat(sites(pool).get(0).site()).contains("reserveHere");

        pool.unreserve(200); // of that size there is one
        assertThat(sites(pool)).extracting(LeakSite::bytes).containsExactly(100L, 50L);
        pool.unreserve(80); // the newest, and part of the one before
        assertThat(sites(pool)).extracting(LeakSite::bytes).containsExactly(70L);
        assertThat(sites(pool).get(0).site()).contains("reserveHere");
        pool.unreserve(70);
        assertThat(pool.outstanding().isEmpty()).isTrue();
        assertThat(manager.snapshot().leases().followed()).isZero();
    }

    @Test
    void blocksAreFollowedAndTheLastFreeIsKnown() throws Exception {
        MemoryPool pool = manager.rootPool().newChild("job", 0, Long.MAX_VALUE);
        MemorySegment page = Objects.requireNonNull(pool.tryAllocatePage());
        BlockTracker blocks = Objects.requireNonNull(pool.newBlockTracker(0));
        blocks.allocated(4096, 100, 128);
        blocks.allocated(8192, 200, 256);
        assertThat(sites(pool))
                .filteredOn(site -> site.kind() == LeaseKind.BLOCK)
                .extracting(LeakSite::bytes)
                .containsExactly(200L, 100L);
        assertThat(blocks.freed(4096)).isTrue();
        assertThat(blocks.freed(4096)).isFalse();
        assertThat(blocks.freed(12)).isFalse();
        Throwable freed = Objects.requireNonNull(blocks.lastFree(4096));
        assertThat(freed).hasMessageStartingWith("released by thread");
        assertThat(freed.getCause()).hasMessageStartingWith("leased by thread");
        assertThat(blocks.lastFree(8192)).isNull();
        blocks.close();
        assertThat(sites(pool)).extracting(LeakSite::kind).containsExactly(LeaseKind.PAGE);
        pool.release(page);
    }

    @ParameterizedTest
    @EnumSource(LeakDetection.class)
    void theLogTellsWhoHadAPageBefore(LeakDetection level) throws Exception {
        try (MemoryManager logged =
                MemoryManager.builder()
                        .memorySizeBytes(100L * PAGE)
                        .leakDetection(level)
                        .allocationLogEntries(64)
                        .build()) {
            MemoryPool first = logged.rootPool().newChild("first", 0, Long.MAX_VALUE);
            MemoryPool second = logged.rootPool().newChild("second", 0, Long.MAX_VALUE);
            MemorySegment page = Objects.requireNonNull(first.tryAllocatePage());
            long address = page.getAddress();
            first.release(page);
            first.close();
            List<MemorySegment> pages = second.allocatePages(10);
            second.reserve(7);
            second.unreserve(7);
            AllocationLog log = logged.allocationLog();
            List<Entry> history = log.at(address + 1);
            assertThat(history.subList(0, 2))
                    .extracting(Entry::event)
                    .containsExactly(Event.LEASED, Event.RELEASED);
            assertThat(history).extracting(Entry::poolPath).startsWith("root/first", "root/first");
            assertThat(log.ofPool("root/second"))
                    .extracting(Entry::event)
                    .filteredOn(event -> event == Event.LEASED)
                    .hasSize(10);
            assertThat(log.ofPool("root/second").getLast().event()).isEqualTo(Event.UNRESERVED);
            second.release(pages);
            assertThat(log.entries()).hasSize(24);
        }
        assertThat(manager.allocationLog().entries()).isEmpty();
        assertThat(manager.allocationLog().capacity()).isZero();
    }
}
