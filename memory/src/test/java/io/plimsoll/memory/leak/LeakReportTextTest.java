package io.plimsoll.memory.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person reads of a leak, and how often. */
class LeakReportTextTest {

    private static final int PAGE = 4096;
    private static final String HINT =
            "(not all sites are known: MemoryManagerBuilder.leakDetection(LeakDetection.ADVANCED) follows every lease)";

    private final List<LeakReport> reports = new ArrayList<>();

    private MemoryManager manager(LeakDetection level) {
        return MemoryManager.builder()
                .memorySizeBytes(64 * PAGE)
                .pageSizeBytes(PAGE)
                .leakDetection(level)
                .onLeak(reports::add)
                .build();
    }

    /** A pool's leak was reported when the pool closed, and again when its manager did. */
    @Test
    void shouldReportALeakOnce() throws Exception {
        MemoryManager manager = manager(LeakDetection.ADVANCED);
        MemoryPool job = manager.rootPool().newChild("job", 0, Long.MAX_VALUE);
        MemoryPool sort = job.newChild("sort", 0, Long.MAX_VALUE);
        MemoryPool join = job.newChild("join", 0, Long.MAX_VALUE);
        MemorySegment lost = sort.allocatePages(1).getFirst();
        join.reserve(7);
        sort.close();
        assertThat(reports).hasSize(1);
        job.close();
        assertThat(reports).hasSize(2);
        assertThat(reports.getLast().leaks())
                .singleElement()
                .satisfies(leak -> assertThat(leak.poolPath()).isEqualTo("root/job/join"));
        assertThat(manager.outstanding().leaks()).hasSize(2);
        manager.close();
        assertThat(reports).hasSize(2);
        assertThat(lost.isFreed()).isTrue();
    }

    /** 3281800 bytes were out, about 4260310 of them in four pages that had been sampled. */
    @Test
    void shouldNotEstimateMoreThanIsOut() throws Exception {
        MemoryManager manager =
                MemoryManager.builder()
                        .memorySizeBytes(64 * PAGE)
                        .pageSizeBytes(PAGE)
                        .leakDetection(LeakDetection.SIMPLE)
                        .leakSampleBytes(PAGE)
                        .build();
        MemoryPool pool = manager.rootPool().newChild("a", 0, Long.MAX_VALUE);
        for (int i = 0; i < 20; i++) {
            List<MemorySegment> pages = pool.allocatePages(30);
            LeakReport.Leak leak = pool.outstanding().leaks().getFirst();
            assertThat(leak.sites().stream().mapToLong(LeakSite::bytes).sum())
                    .isLessThanOrEqualTo(leak.pageBytes());
            pool.release(pages);
        }
        manager.close();
    }

    @Test
    void shouldShowTheLogAsText() throws Exception {
        try (MemoryManager manager =
                MemoryManager.builder()
                        .memorySizeBytes(64 * PAGE)
                        .pageSizeBytes(PAGE)
                        .allocationLogEntries(4)
                        .build()) {
            manager.rootPool().newChild("a", 0, PAGE).allocatePages(1).getFirst().free();
            assertThat(manager.allocationLog().toString())
                    .startsWith("allocation log: 2 entries, room for 4, dropped 0\n  #0 ")
                    .contains("root/a")
                    .contains("RELEASED");
        }
    }

    @Test
    void shouldSayWhatWouldTellMore_whenSitesAreASampleOrUnknown() throws Exception {
        for (LeakDetection level : List.of(LeakDetection.DISABLED, LeakDetection.SIMPLE)) {
            MemoryManager manager = manager(level);
            MemoryPool pool = manager.rootPool().newChild("a", 0, Long.MAX_VALUE);
            MemorySegment lost = pool.allocatePages(1).getFirst();
            pool.close();
            assertThat(reports.getLast().toString())
                    .startsWith(
                            "4096 bytes not given back when its pool closed\n  root/a: 1 page (")
                    .endsWith("\n  " + HINT);
            manager.close();
            assertThat(lost.isFreed()).isTrue();
        }
    }

    @Test
    void shouldHintAtNothing_whenAllIsKnown() throws Exception {
        MemoryManager manager = manager(LeakDetection.ADVANCED);
        MemoryPool pool = manager.rootPool().newChild("a", 0, Long.MAX_VALUE);
        List<MemorySegment> lost = pool.allocatePages(2);
        pool.close();
        assertThat(reports.getLast().toString()).contains("2 pages").doesNotContain("not all");
        manager.close();
        assertThat(lost).allMatch(MemorySegment::isFreed);
    }
}
