package io.plimsoll.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pools under threads that race. */
@Timeout(120)
class PoolConcurrencyTest {

    private static final int PAGE = 4096;
    private static final int THREADS = 4;

    private static MemoryManager manager(int pages) {
        return MemoryManager.builder()
                .memorySizeBytes((long) pages * PAGE)
                .pageSizeBytes(PAGE)
                .leakDetection(LeakDetection.SIMPLE)
                .onLeak(report -> {})
                .build();
    }

    private static List<MemoryPool> children(MemoryManager manager, int count) throws Exception {
        List<MemoryPool> pools = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pools.add(manager.rootPool().newChild("p" + i, 0, Long.MAX_VALUE));
        }
        return pools;
    }

    /** Runs tasks at the same time and rethrows what any of them throws. */
    private static void together(List<Callable<Void>> tasks) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(tasks.size())) {
            for (Future<Void> task : tasks.stream().map(executor::submit).toList()) {
                task.get();
            }
        }
    }

    @Test
    void shouldConserveMemoryAndNeverShareAPage() throws Exception {
        try (MemoryManager manager = manager(300)) {
            MemoryPool job = manager.rootPool().newChild("job", 0, 200L * PAGE);
            List<MemoryPool> pools = new ArrayList<>(children(manager, 2));
            pools.add(job.newChild("a", 20L * PAGE, Long.MAX_VALUE));
            pools.add(job.newChild("b", 0, 150L * PAGE));
            AtomicInteger ids = new AtomicInteger();
            together(
                    Collections.nCopies(
                            THREADS,
                            () -> {
                                churn(pools, ids.incrementAndGet());
                                return null;
                            }));
            manager.verify();
            assertThat(manager.usedBytes()).isZero();
            assertThat(manager.availableMemory()).isEqualTo(280L * PAGE);
        }
    }

    private static void churn(List<MemoryPool> pools, int id) {
        SplittableRandom random = new SplittableRandom(id);
        List<MemorySegment> pages = new ArrayList<>();
        List<MemoryPool> lessees = new ArrayList<>();
        for (int round = 0; round < 40_000; round++) {
            MemoryPool pool = pools.get(random.nextInt(pools.size()));
            int action = random.nextInt(10);
            if (action < 4) {
                MemorySegment page = pool.tryAllocatePage();
                if (page != null) {
                    page.putInt(0, id);
                    pages.add(page);
                    lessees.add(pool);
                }
            } else if (action == 4) {
                List<MemorySegment> many = new ArrayList<>();
                pool.tryAllocatePages(random.nextInt(30), many);
                for (MemorySegment page : many) {
                    page.putInt(0, id);
                    pages.add(page);
                    lessees.add(pool);
                }
            } else if (action == 5) {
                long bytes = random.nextLong(20L * PAGE);
                if (pool.tryReserve(bytes)) {
                    pool.unreserve(bytes);
                }
            }
            int surplus = action > 5 ? random.nextInt(pages.size() + 1) : pages.size() - 60;
            for (int i = 0; i < surplus; i++) {
                int which = random.nextInt(pages.size());
                assertThat(pages.get(which).getInt(0)).isEqualTo(id);
                lessees.get(which).release(pages.get(which));
                pages.set(which, pages.getLast());
                lessees.set(which, lessees.getLast());
                pages.removeLast();
                lessees.removeLast();
            }
        }
        for (int i = 0; i < pages.size(); i++) {
            lessees.get(i).release(pages.get(i));
        }
    }

    @Test
    void shouldHaveOneWinner_ofTheLastPage() throws Exception {
        try (MemoryManager manager = manager(40)) {
            List<MemoryPool> pools = children(manager, 3);
            List<MemorySegment> rest = pools.get(2).allocatePages(39);
            CyclicBarrier barrier = new CyclicBarrier(2);
            AtomicInteger winners = new AtomicInteger();
            AtomicInteger turn = new AtomicInteger();
            Callable<Void> contender =
                    () -> {
                        MemoryPool pool = pools.get(turn.getAndIncrement());
                        for (int round = 0; round < 3_000; round++) {
                            barrier.await();
                            MemorySegment page = pool.tryAllocatePage();
                            if (page != null) {
                                winners.incrementAndGet();
                            }
                            barrier.await();
                            assertThat(winners).hasValue(round + 1);
                            barrier.await();
                            if (page != null) {
                                pool.release(page);
                            }
                        }
                        return null;
                    };
            together(List.of(contender, contender));
            pools.get(2).release(rest);
            manager.verify();
        }
    }

    @Test
    void shouldHaveOneWinner_ofTheLastBytes() throws Exception {
        try (MemoryManager manager = manager(10)) {
            List<MemoryPool> pools = children(manager, 2);
            CyclicBarrier barrier = new CyclicBarrier(2);
            AtomicInteger winners = new AtomicInteger();
            AtomicInteger turn = new AtomicInteger();
            Callable<Void> contender =
                    () -> {
                        MemoryPool pool = pools.get(turn.getAndIncrement());
                        for (int round = 0; round < 3_000; round++) {
                            barrier.await();
                            boolean won = pool.tryReserve(6L * PAGE);
                            if (won) {
                                winners.incrementAndGet();
                            }
                            barrier.await();
                            assertThat(winners).hasValue(round + 1);
                            barrier.await();
                            if (won) {
                                pool.unreserve(6L * PAGE);
                            }
                        }
                        return null;
                    };
            together(List.of(contender, contender));
            manager.verify();
        }
    }

    @Test
    void shouldNeverDenyWhatFits_whileOthersAskForTooMuch() throws Exception {
        try (MemoryManager manager = manager(400)) {
            List<MemoryPool> pools = children(manager, 2);
            AtomicBoolean done = new AtomicBoolean();
            Callable<Void> doomed =
                    () -> {
                        List<MemorySegment> pages = new ArrayList<>();
                        while (!done.get()) {
                            assertThat(pools.get(0).tryReserve(401L * PAGE)).isFalse();
                            assertThat(pools.get(0).tryAllocatePages(401, pages)).isFalse();
                            assertThat(pools.get(1).tryAllocatePages(402, pages)).isFalse();
                        }
                        return null;
                    };
            Callable<Void> fitting =
                    () -> {
                        List<MemorySegment> pages = new ArrayList<>();
                        for (int round = 0; round < 2_000; round++) {
                            MemoryPool pool = pools.get(round % 2);
                            assertThat(pool.tryReserve(300L * PAGE)).isTrue();
                            assertThat(pool.tryAllocatePages(100, pages)).isTrue();
                            pool.release(pages);
                            pool.unreserve(300L * PAGE);
                            for (int i = 0; i < 20; i++) {
                                MemorySegment page = pool.tryAllocatePage();
                                assertThat(page).isNotNull();
                                pool.release(page);
                            }
                        }
                        done.set(true);
                        return null;
                    };
            together(
                    List.of(
                            doomed,
                            () -> {
                                try {
                                    return fitting.call();
                                } finally {
                                    done.set(true);
                                }
                            }));
            manager.verify();
        }
    }

    // Each thread holds one page at most, and there is one for each: whoever looks through the
    // pools
    // one by one may miss the page that moves from a pool not seen yet to one already seen.
    @Test
    void shouldNeverDenyAPage_whenThereIsOneForEachThread() throws Exception {
        try (MemoryManager manager = manager(THREADS)) {
            List<MemoryPool> pools = children(manager, 6);
            AtomicInteger ids = new AtomicInteger();
            together(
                    Collections.nCopies(
                            THREADS,
                            () -> {
                                SplittableRandom random =
                                        new SplittableRandom(ids.incrementAndGet());
                                for (int round = 0; round < 60_000; round++) {
                                    MemoryPool pool = pools.get(random.nextInt(pools.size()));
                                    MemorySegment page = pool.tryAllocatePage();
                                    assertThat(page).isNotNull();
                                    pool.release(page);
                                }
                                return null;
                            }));
            manager.verify();
        }
    }

    @Test
    void shouldLoseNothing_whenPoolsCloseUnderAllocation() throws Exception {
        try (MemoryManager manager = manager(200)) {
            for (int round = 0; round < 300; round++) {
                MemoryPool pool = manager.rootPool().newChild("r" + round, 10L * PAGE, 100L * PAGE);
                Callable<Void> user =
                        () -> {
                            List<MemorySegment> pages = new ArrayList<>();
                            try {
                                while (true) {
                                    MemorySegment page = pool.tryAllocatePage();
                                    if (page != null) {
                                        pages.add(page);
                                    }
                                    if (pages.size() == 20) {
                                        pool.release(pages);
                                    }
                                }
                            } catch (IllegalStateException closed) {
                                pool.release(pages);
                            }
                            return null;
                        };
                together(
                        List.of(
                                user,
                                user,
                                () -> {
                                    Thread.sleep(0, 300_000);
                                    pool.close();
                                    return null;
                                }));
                assertThat(manager.usedBytes()).isZero();
                assertThat(manager.availableMemory()).isEqualTo(200L * PAGE);
                manager.verify();
                // the closed pool is gone for good: the root is a leaf and has every page
                List<MemorySegment> all = manager.rootPool().allocatePages(200);
                manager.rootPool().release(all);
            }
        }
    }

    @Test
    void shouldFailCleanly_whenTheManagerShutsDownUnderUse() throws Exception {
        for (int round = 0; round < 100; round++) {
            MemoryManager manager = manager(2000);
            List<MemoryPool> pools = children(manager, 2);
            Callable<Void> user =
                    () -> {
                        List<MemorySegment> pages = new ArrayList<>();
                        try {
                            for (int i = 0; ; i++) {
                                MemorySegment page = pools.get(i % 2).tryAllocatePage();
                                if (page != null) {
                                    page.putLong(8, i);
                                    pages.add(page);
                                }
                                if (pages.size() == 100) {
                                    pages.forEach(MemorySegment::free);
                                    pages.clear();
                                }
                            }
                        } catch (IllegalStateException | AssertionError shutdown) {
                            // an access under way reaches RawMemory after the region was given up
                            return null;
                        }
                    };
            together(
                    List.of(
                            user,
                            user,
                            () -> {
                                Thread.sleep(1);
                                manager.shutdown();
                                return null;
                            }));
        }
    }

    @Test
    void shouldKeepOwnersApart_whenTheyRace() throws Exception {
        try (MemoryManager manager = manager(200)) {
            AtomicInteger ids = new AtomicInteger();
            together(
                    Collections.nCopies(
                            THREADS,
                            () -> {
                                int id = ids.incrementAndGet();
                                Object owner = "owner " + id / 2;
                                for (int round = 0; round < 3_000; round++) {
                                    List<MemorySegment> pages = manager.allocatePages(owner, 7);
                                    manager.reserveMemory(owner, 100);
                                    pages.forEach(page -> page.putInt(0, id));
                                    pages.forEach(page -> assertThat(page.getInt(0)).isEqualTo(id));
                                    manager.release(pages);
                                    manager.releaseMemory(owner, 100);
                                }
                                return null;
                            }));
            manager.verify();
            assertThat(manager.verifyEmpty()).isTrue();
        }
    }
}
