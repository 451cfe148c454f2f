package io.plimsoll.operators.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.serde.TypeSerializers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loading and computing: one thread at a time for a key. */
@Timeout(30)
class CacheTurnsTest {

    private final OffHeapCache<Long, Long> cache =
            OffHeapCache.of(TypeSerializers.ofLong(), TypeSerializers.ofLong())
                    .maximumBytes(1 << 20)
                    .open();

    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    @AfterEach
    void close() {
        threads.shutdownNow();
        cache.close();
    }

    @Test
    void shouldLoadOnce_whenManyAskAtOnce() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        List<Future<Long>> answers = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            answers.add(
                    threads.submit(() ->
                            cache.get(
                                    1L,
                                    key -> {
                                        Thread.sleep(100);
                                        return 10L + loads.incrementAndGet();
                                    })));
        }
        for (Future<Long> answer : answers) {
            assertThat(answer.get()).isEqualTo(11);
        }
        assertThat(loads).hasValue(1);
        assertThat(cache.statistics().loads()).isEqualTo(1);
    }

    @Test
    void shouldCacheNothing_whenTheLoaderThrowsOrGivesNull() {
        assertThatThrownBy(() ->
                        cache.get(
                                1L,
                                key -> {
                                    throw new IOException("mine");
                                }))
                .isInstanceOf(CacheLoadException.class)
                .hasRootCauseMessage("mine");
        assertThatThrownBy(() ->
                        cache.get(
                                1L,
                                key -> {
                                    throw new ArithmeticException("mine");
                                }))
                .isInstanceOf(ArithmeticException.class);
        assertThat(cache.get(1L, key -> null)).isNull();
        assertThat(cache.get(1L)).isNull();
        assertThat(cache.get(1L, key -> 5L)).isEqualTo(5);
        assertThat(cache.statistics().loadFailures()).isEqualTo(2);
    }

    @Test
    void shouldTellThoseWhoWait_whenTheLoaderThrows() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Future<Long> first =
                threads.submit(() ->
                        cache.get(
                                1L,
                                key -> {
                                    loading.countDown();
                                    go.await();
                                    throw new ArithmeticException("mine");
                                }));
        loading.await();
        Future<Long> second = threads.submit(() -> cache.get(1L, key -> 2L));
        Thread.sleep(50);
        go.countDown();
        assertThatThrownBy(first::get).hasCauseInstanceOf(ArithmeticException.class);
        assertThatThrownBy(second::get)
                .cause()
                .isInstanceOf(CacheLoadException.class)
                .hasCauseInstanceOf(ArithmeticException.class);
    }

    @Test
    void shouldRefuseALoaderThatAsksForItsOwnKey_andAllowOthers() {
        assertThatThrownBy(() -> cache.get(1L, key -> cache.get(1L, again -> 1L)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(cache.get(1L, key -> cache.get(2L, other -> 5L))).isEqualTo(5);
        assertThat(cache.get(2L)).isEqualTo(5);
    }

    @Test
    void shouldNotCacheWhatWasLoaded_whenTheKeyWasWrittenOrRemovedMeanwhile() {
        assertThat(
                        cache.get(
                                1L,
                                key -> {
                                    cache.put(1L, 7L);
                                    return 5L;
                                }))
                .isEqualTo(5);
        assertThat(cache.get(1L)).isEqualTo(7);
        cache.get(
                2L,
                key -> {
                    cache.remove(2L);
                    return 5L;
                });
        assertThat(cache.get(2L)).isNull();
        cache.get(
                3L,
                key -> {
                    cache.invalidateAll();
                    return 5L;
                });
        assertThat(cache.get(3L)).isNull();
    }

    @Test
    void shouldLoseNoUpdate_whenManyCompute() throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            running.add(
                    threads.submit(() -> {
                        for (long i = 0; i < 2000; i++) {
                            cache.compute(i % 3, (key, old) -> old == null ? 1 : old + 1);
                        }
                    }));
        }
        for (Future<?> one : running) {
            one.get();
        }
        long sum = 0;
        for (long key = 0; key < 3; key++) {
            Long count = cache.get(key);
            sum += count == null ? 0 : count;
        }
        assertThat(sum).isEqualTo(16_000);
        assertThat(cache.compute(1L, (key, old) -> null)).isNull();
        assertThat(cache.get(1L)).isNull();
    }

    @Test
    void shouldComputeAgain_whenTheKeyWasWrittenMeanwhile() {
        AtomicInteger calls = new AtomicInteger();
        cache.put(1L, 1L);
        Long result =
                cache.compute(
                        1L,
                        (key, old) -> {
                            if (calls.getAndIncrement() == 0) {
                                cache.put(1L, 100L);
                            }
                            return old == null ? -1 : old + 1;
                        });
        assertThat(result).isEqualTo(101);
        assertThat(calls).hasValue(2);
    }

    @Test
    void shouldStopWaiting_whenInterrupted() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        Future<Long> first =
                threads.submit(() ->
                        cache.get(
                                1L,
                                key -> {
                                    loading.countDown();
                                    TimeUnit.MINUTES.sleep(1);
                                    return 1L;
                                }));
        loading.await();
        Thread waiter =
                new Thread(() ->
                        assertThatThrownBy(() -> cache.get(1L, key -> 2L))
                                .isInstanceOf(CacheLoadException.class));
        waiter.start();
        Thread.sleep(50);
        waiter.interrupt();
        waiter.join(5000);
        assertThat(waiter.isAlive()).isFalse();
        first.cancel(true);
    }
}
