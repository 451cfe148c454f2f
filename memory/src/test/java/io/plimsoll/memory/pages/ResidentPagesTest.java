package io.plimsoll.memory.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryManagerBuilder;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.process.Resident;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The resident set follows what is used, not what could be. */
class ResidentPagesTest {

    private static final int PAGE = MemoryManager.DEFAULT_PAGE_SIZE;
    private static final long BUDGET = 128L << 20;

    private long start;
    private long end;

    @BeforeEach
    void requireMeasure() {
        assumeTrue(Resident.isMeasurable());
    }

    private static MemoryManagerBuilder manager() {
        return MemoryManager.builder().memorySizeBytes(BUDGET).leakDetection(LeakDetection.SIMPLE);
    }

    /** Finds where a manager's pages lie, without touching them. */
    private MemoryPool poolOf(MemoryManager manager) throws Exception {
        MemoryPool pool = manager.rootPool().newChild("all", 0, Long.MAX_VALUE);
        List<MemorySegment> pages = pool.allocatePages((int) (BUDGET / PAGE));
        start = pages.stream().mapToLong(MemorySegment::getAddress).min().orElseThrow();
        end = pages.stream().mapToLong(MemorySegment::getAddress).max().orElseThrow() + PAGE;
        pool.release(pages);
        return pool;
    }

    private long resident() {
        return Resident.bytes(start, end - start);
    }

    private static void touch(List<MemorySegment> pages) {
        byte[] bytes = new byte[PAGE];
        pages.forEach(page -> page.put(0, bytes));
    }

    @Test
    void shouldUseTouchedPagesFirst() throws Exception {
        try (MemoryManager manager = manager().build()) {
            MemoryPool a = poolOf(manager);
            MemoryPool b = manager.rootPool().newChild("b", 0, Long.MAX_VALUE);
            long before = resident();
            for (int round = 0; round < 300; round++) {
                List<MemorySegment> ofA = a.allocatePages(20);
                List<MemorySegment> ofB = b.allocatePages(12);
                touch(ofA);
                touch(ofB);
                a.release(ofA);
                b.release(ofB);
            }
            // one megabyte in use, 300 MB through the hands of two pools
            assertThat(resident() - before).isBetween(1L << 20, 6L << 20);
        }
    }

    @Test
    void shouldGiveMemoryBack_whenTrimmedAndWhenClosed() throws Exception {
        MemoryManager manager = manager().build();
        MemoryPool pool = poolOf(manager);
        long before = resident();
        List<MemorySegment> pages = pool.allocatePages(3200);
        touch(pages);
        assertThat(resident() - before).isGreaterThanOrEqualTo(100L << 20);
        MemorySegment kept = pages.remove(5);
        kept.putLong(0, 42);
        pool.release(pages);
        assertThat(resident() - before).isGreaterThanOrEqualTo(100L << 20);
        assertThat(manager.trim()).isGreaterThanOrEqualTo(3199L * PAGE);
        assertThat(resident() - before).isLessThan(1L << 20);
        assertThat(kept.getLong(0)).isEqualTo(42);

        List<MemorySegment> again = pool.allocatePages(60);
        touch(again);
        assertThat(resident() - before).as("beside the page kept").isLessThan(3L << 20);
        again.addAll(pool.allocatePages(3000));
        touch(again);
        pool.release(again);
        pool.release(kept);
        manager.verify();
        manager.close();
        assertThat(resident()).isLessThanOrEqualTo(before);
    }

    @Test
    void shouldBeResidentFromTheStart_whenPreTouched() throws Exception {
        try (MemoryManager manager = manager().preTouch(true).build()) {
            poolOf(manager);
            assertThat(resident()).isGreaterThanOrEqualTo(BUDGET);
            manager.verify();
        }
    }

    @Test
    void shouldKeepAddressesOfLeakedPages_butNotTheirMemory() throws Exception {
        MemoryManager manager = manager().onLeak(report -> {}).build();
        MemoryPool pool = poolOf(manager);
        long before = resident();
        touch(pool.allocatePages(640));
        assertThat(resident() - before).isGreaterThanOrEqualTo(20L << 20);
        manager.close();
        assertThat(resident() - before).isLessThan(1L << 20);
    }
}
