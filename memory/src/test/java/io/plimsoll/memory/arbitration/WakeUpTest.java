package io.plimsoll.memory.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.MemoryGrant;
import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.PoolOptions;
import io.plimsoll.memory.request.MemoryRequest;
import io.plimsoll.memory.segment.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * No wake-up is lost: whatever frees memory just as somebody begins to wait for it, the wait ends.
 * A waiter looks for memory on arrival and when it is told, never by itself before its deadline; so
 * a lost wake-up shows as a wait of half a minute.
 */
@Timeout(120)
class WakeUpTest {

    private static final int PAGE = 4096;
    private static final int ROUNDS = 800;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final MemoryManager manager =
            MemoryManager.builder()
                    .memorySizeBytes(64L * PAGE)
                    .pageSizeBytes(PAGE)
                    .onLeak(report -> {})
                    .build();
    private final SplittableRandom random = new SplittableRandom(5);

    @AfterEach
    void close() {
        manager.verify();
        manager.close();
    }

    /** Something that takes all of the memory, and a way to give it back. */
    private interface Taking {
        Runnable take() throws Exception;
    }

    private void race(int rounds, Taking taking) throws Exception {
        MemoryPool asker = manager.rootPool().newChild(PoolOptions.named("asker"));
        for (int round = 0; round < rounds; round++) {
            Runnable giveBack = taking.take();
            int spins = random.nextInt(400);
            CompletableFuture<Void> giver =
                    CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < spins; i++) {
                            Thread.onSpinWait();
                        }
                        giveBack.run();
                    });
            long start = System.nanoTime();
            asker.request(MemoryRequest.bytes(60L * PAGE).within(LONG)).close();
            giver.get(10, TimeUnit.SECONDS);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("round %d", round)
                    .isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void shouldWake_whenAPageComesBack_withoutALock() throws Exception {
        MemoryPool holder = manager.rootPool().newChild(PoolOptions.named("holder"));
        race(
                ROUNDS,
                () -> {
                    List<MemorySegment> pages = holder.allocatePages(60);
                    return () -> pages.forEach(MemorySegment::free);
                });
    }

    @Test
    void shouldWake_whenBytesComeBack() throws Exception {
        MemoryPool holder = manager.rootPool().newChild(PoolOptions.named("holder"));
        race(
                ROUNDS,
                () -> {
                    holder.reserve(60L * PAGE);
                    return () -> holder.unreserve(60L * PAGE);
                });
    }

    @Test
    void shouldWake_whenAMinimumEnds() throws Exception {
        race(
                ROUNDS,
                () -> {
                    MemoryPool holder = manager.rootPool().newChild("min", 60L * PAGE, 64L * PAGE);
                    return holder::close;
                });
    }

    @Test
    void shouldWake_whenSomebodyAheadGivesUp() throws Exception {
        MemoryPool holder = manager.rootPool().newChild(PoolOptions.named("holder"));
        MemoryPool ahead = manager.rootPool().newChild(PoolOptions.named("ahead"));
        race(
                ROUNDS / 4,
                () -> {
                    holder.reserve(4L * PAGE);
                    CompletableFuture<MemoryGrant> first =
                            manager.requests()
                                    .requestAsync(
                                            ahead, MemoryRequest.bytes(60L * PAGE).within(LONG));
                    return () -> {
                        if (!first.cancel(false)) {
                            first.join().close();
                        }
                        holder.unreserve(4L * PAGE);
                    };
                });
    }
}
