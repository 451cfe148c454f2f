package io.plimsoll.operators.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.PoolOptions;
import io.plimsoll.memory.request.MemoryDenial;
import io.plimsoll.memory.request.MemoryEvictor;
import io.plimsoll.memory.request.MemoryPoolFailedException;
import io.plimsoll.memory.request.VictimStrategy;
import io.plimsoll.memory.snapshot.MemoryListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How operators of one job share its memory. */
@Timeout(30)
class OperatorMemoryTest {

    private static final int PAGES = 100;
    private static final int PAGE_BYTES = FakeOperator.PAGE_BYTES;

    private final List<MemoryDenial> denials = new ArrayList<>();
    private final MemoryManager manager =
            MemoryManager.builder()
                    .memorySizeBytes((long) PAGES * PAGE_BYTES)
                    .pageSizeBytes(PAGE_BYTES)
                    .victims(VictimStrategy.largestFirst())
                    .listener(
                            new MemoryListener() {
                                @Override
                                public void onDenial(MemoryDenial denial) {
                                    denials.add(denial);
                                }
                            })
                    .build();
    private final MemoryPool job = manager.rootPool();

    @AfterEach
    void nothingIsLeft() {
        manager.verify();
        assertThat(manager.usedBytes()).isZero();
        manager.close();
    }

    @Test
    void shouldSpillItsOwn_whenNobodyElseHoldsMore() throws Exception {
        try (FakeOperator alone = new FakeOperator(job, "alone", 2)) {
            alone.fill(500);
            assertThat(alone.ownSpills).isEqualTo(500 - (PAGES - 1));
            assertThat(alone.pageCount()).isEqualTo(PAGES - 1);
            assertThat(denials).as("running out is no event").isEmpty();
        }
    }

    @Test
    void shouldTakeFromTheOtherOperatorOfItsThread_thatHoldsMore() throws Exception {
        try (FakeOperator first = new FakeOperator(job, "first", 2);
                FakeOperator second = new FakeOperator(job, "second", 2)) {
            first.fill(PAGES);
            second.fill(40);
            assertThat(second.ownSpills).isZero();
            assertThat(second.pageCount()).isEqualTo(40);
            assertThat(first.spilledOn).containsOnly(Thread.currentThread());
            second.fill(60);
            assertThat(second.ownSpills).as("the larger one gives").isPositive();
            assertThat(first.pageCount()).isBetween(PAGES / 2 - 8, PAGES / 2 + 2);
        }
    }

    @Test
    void shouldNotSpill_insideOfItsOwnCall() throws Exception {
        try (FakeOperator outer = new FakeOperator(job, "outer", 2);
                FakeOperator inner = new FakeOperator(job, "inner", 2)) {
            outer.fill(PAGES);
            outer.memory.turn().enter();
            inner.fill(10);
            outer.memory.turn().exit();
            int before = outer.pageCount();
            assertThat(inner.ownSpills).isPositive();
            inner.fill(10);
            assertThat(outer.pageCount()).isLessThan(before);
        }
    }

    @Test
    void shouldTakeFromAnOperatorOfAnotherThread_atItsSafePoint() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch full = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newSingleThreadExecutor();
                FakeOperator busy = new FakeOperator(job, "busy", 2);
                FakeOperator late = new FakeOperator(job, "late", 2)) {
            Future<?> adding =
                    threads.submit(() -> {
                        busy.fill(PAGES);
                        full.countDown();
                        while (!stop.get()) {
                            busy.add();
                        }
                        return null;
                    });
            full.await();
            Thread mine = Thread.currentThread();
            // a thread that isn't running for a moment reaches no safe point, and is not waited for
            while (busy.spilledOn.isEmpty()) {
                late.fill(10);
            }
            late.fill(100);
            stop.set(true);
            adding.get(20, TimeUnit.SECONDS);
            assertThat(busy.spilledOn).isNotEmpty().doesNotContain(mine);
            assertThat(late.pageCount()).isGreaterThan(2);
            busy.memory.turn().takeOver();
        }
    }

    @Test
    void shouldNotWaitLong_forAThreadThatReachesNoSafePoint() throws Exception {
        try (ExecutorService threads = Executors.newSingleThreadExecutor();
                FakeOperator asleep = new FakeOperator(job, "asleep", 2);
                FakeOperator other = new FakeOperator(job, "other", 2)) {
            threads.submit(
                            () -> {
                                asleep.fill(PAGES);
                                asleep.memory.turn().enter();
                                return null;
                            })
                    .get();
            long begin = System.nanoTime();
            other.fill(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(asleep.spilledOn).isEmpty();
            assertThat(other.ownSpills).isPositive();
        }
    }

    @Test
    void shouldTakeFromAnOperatorOfAnotherThread_thatRests() throws Exception {
        try (ExecutorService threads = Executors.newSingleThreadExecutor();
                FakeOperator sealed = new FakeOperator(job, "sealed", 2);
                FakeOperator other = new FakeOperator(job, "other", 2)) {
            threads.submit(
                            () -> {
                                sealed.fill(PAGES);
                                sealed.memory.turn().rest();
                                return null;
                            })
                    .get();
            other.fill(40);
            assertThat(other.ownSpills).isZero();
            assertThat(sealed.spilledOn).containsOnly(Thread.currentThread());
            // and its user goes on, on whatever thread
            sealed.add();
        }
    }

    @Test
    void shouldOpen_withWhatOthersGiveBack() throws Exception {
        try (FakeOperator first = new FakeOperator(job, "first", 2)) {
            first.fill(PAGES);
            try (FakeOperator second = new FakeOperator(job, "second", 30)) {
                assertThat(second.memory.records().minBytes()).isEqualTo(30L * PAGE_BYTES);
                assertThat(first.pageCount()).isLessThanOrEqualTo(PAGES - 32);
                second.fill(30);
                assertThat(second.ownSpills).isZero();
            }
        }
        assertThat(denials).isEmpty();
    }

    @Test
    void shouldRefuseToOpen_withMoreThanThereIs() {
        assertThatThrownBy(() -> new FakeOperator(job, "huge", PAGES))
                .isInstanceOf(MemoryReservationException.class);
    }

    @Test
    @Timeout(3)
    void shouldRefuseToOpen_withoutWaiting_whenNobodyCouldGiveAnything() throws Exception {
        try (FakeOperator first = new FakeOperator(job, "first", PAGES - 10)) {
            first.fill(1);
            assertThatThrownBy(() -> new FakeOperator(job, "second", 20))
                    .isInstanceOf(MemoryReservationException.class);
        }
    }

    @Test
    void shouldTellItsOwnUser_whenItCouldNotSpillForOthers() throws Exception {
        try (FakeOperator broken = new FakeOperator(job, "broken", 2);
                FakeOperator other = new FakeOperator(job, "other", 2)) {
            broken.fill(PAGES - 8);
            broken.broken = new IOException("disk full");
            other.fill(20);
            assertThat(other.ownSpills).isPositive();
            assertThatThrownBy(broken::add)
                    .isInstanceOf(IOException.class)
                    .hasMessage("disk full")
                    .hasCause(broken.broken);
        }
    }

    @Test
    void shouldFail_andGiveEverythingBack_whenItIsFailedForARequestOfHigherPriority()
            throws Exception {
        MemoryPool urgent = job.newChild(PoolOptions.named("urgent").withPriority(9));
        try (FakeOperator victim = new FakeOperator(job, "victim", 2)) {
            victim.fill(PAGES - 1);
            victim.memory.turn().enter();
            assertThatThrownBy(() -> urgent.reserve(50L * PAGE_BYTES, Duration.ofMillis(200)))
                    .isInstanceOf(MemoryReservationException.class);
            victim.memory.turn().exit();
            assertThatThrownBy(victim::add).isInstanceOf(MemoryPoolFailedException.class);
        }
        urgent.close();
    }

    @Test
    void shouldTakeFromCaches_beforeAnybodySpills() throws Exception {
        MemoryPool cache = job.newChild(PoolOptions.named("cache").withPriority(-1));
        Runnable withdraw =
                cache.addEvictor(
                        new MemoryEvictor() {
                            @Override
                            public long evictableBytes() {
                                return cache.usedBytes();
                            }

                            @Override
                            public long evict(long targetBytes) {
                                long bytes = Math.min(targetBytes, cache.usedBytes());
                                cache.unreserve(bytes);
                                return bytes;
                            }
                        });
        cache.reserve(60L * PAGE_BYTES);
        try (FakeOperator alone = new FakeOperator(job, "alone", 2)) {
            alone.fill(PAGES - 1);
            assertThat(alone.ownSpills).isZero();
            assertThat(cache.usedBytes()).isZero();
        }
        withdraw.run();
        cache.close();
    }

    @Test
    void shouldGuarantee_whatCanBeHad() throws Exception {
        try (FakeOperator merging = new FakeOperator(job, "merging", 4);
                FakeOperator other = new FakeOperator(job, "other", 2)) {
            other.fill(60);
            long min = 4L * PAGE_BYTES;
            assertThat(merging.memory.guarantee(min, 50L * PAGE_BYTES)).isEqualTo(50L * PAGE_BYTES);
            assertThat(other.pageCount()).isLessThan(60);
            other.fill(60);
            assertThat(merging.memory.records().availableBytes()).isEqualTo(50L * PAGE_BYTES);
            assertThat(merging.memory.guarantee(min, min)).isEqualTo(min);
            // what it can't have it isn't given, and the half of it is tried
            other.memory.turn().enter();
            long all = (long) PAGES * PAGE_BYTES;
            assertThat(merging.memory.guarantee(min, all)).isBetween(min, all / 2);
        }
    }

    @Test
    void shouldNotSpill_onceItHasQuit() throws Exception {
        try (FakeOperator gone = new FakeOperator(job, "gone", 2);
                FakeOperator other = new FakeOperator(job, "other", 2)) {
            gone.fill(PAGES);
            gone.memory.quit();
            other.fill(10);
            assertThat(gone.spilledOn).isEmpty();
        }
    }
}
