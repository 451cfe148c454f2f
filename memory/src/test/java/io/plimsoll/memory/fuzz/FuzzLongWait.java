package io.plimsoll.memory.fuzz;

import io.plimsoll.memory.MemoryGrant;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.PoolOptions;
import io.plimsoll.memory.request.MemoryDeniedException;
import io.plimsoll.memory.request.MemoryEvictor;
import io.plimsoll.memory.request.MemoryRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests that would wait for long, and whose pool ends soon: they must end with it, not at their
 * deadline. Wherever a waiter is overlooked, this sees it.
 */
final class FuzzLongWait implements Runnable {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final ArbitrationFuzzer fuzzer;
    private final int id;
    private final SplittableRandom random;
    private int openings;

    FuzzLongWait(ArbitrationFuzzer fuzzer, int id, SplittableRandom random) {
        this.fuzzer = fuzzer;
        this.id = id;
        this.random = random;
    }

    @Override
    public void run() {
        while (!fuzzer.stopped) {
            try {
                waitForLong();
            } catch (InterruptedException | MemoryReservationException ended) {
                // the next round looks whether this one was told to stop
            } catch (RuntimeException | Error unexpected) {
                fuzzer.violations.add(
                        "long wait %d: %s".formatted(id, FuzzWorker.trace(unexpected)));
            }
        }
    }

    private void waitForLong() throws InterruptedException, MemoryReservationException {
        int priority = random.nextInt(10);
        String name = "long%d-%d".formatted(id, openings++);
        fuzzer.priorities.put("root/" + name, priority);
        MemoryPool pool =
                fuzzer.manager.rootPool().newChild(PoolOptions.named(name).withPriority(priority));
        List<CompletableFuture<MemoryGrant>> waits = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            waits.add(random.nextBoolean() ? onThread(pool, next()) : later(pool, next()));
        }
        Thread.sleep(random.nextInt(1, 40));
        switch (random.nextInt(3)) {
            case 0 -> fail(pool);
            case 1 -> waits.forEach(wait -> wait.cancel(false));
            default -> {}
        }
        pool.close();
        waits.forEach(this::mustEnd);
        long patience = System.nanoTime() + fuzzer.margin().toNanos();
        while (pool.usedBytes() != 0 && System.nanoTime() < patience) {
            // who was cancelled gives back what it was granted at the last moment
            Thread.sleep(1);
        }
    }

    private MemoryRequest next() {
        long bytes = random.nextLong(1, fuzzer.budgetBytes);
        MemoryRequest request =
                random.nextInt(4) > 0
                        ? MemoryRequest.bytes(bytes)
                        : MemoryRequest.pages((int) (bytes / 8 / fuzzer.manager.getPageSize()));
        return random.nextBoolean()
                ? request.within(LONG)
                : request.within(LONG).priority(random.nextInt(12));
    }

    private CompletableFuture<MemoryGrant> later(MemoryPool pool, MemoryRequest request) {
        return fuzzer.manager.requests().requestAsync(pool, request);
    }

    /** The same for a thread that waits itself; cancelling does not end that. */
    private static CompletableFuture<MemoryGrant> onThread(MemoryPool pool, MemoryRequest request) {
        CompletableFuture<MemoryGrant> done = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        MemoryGrant grant = pool.request(request);
                        if (!done.complete(grant)) {
                            grant.close();
                        }
                    } catch (Throwable ended) {
                        done.completeExceptionally(ended);
                    }
                });
        return done;
    }

    /** Has the pool failed as soon as somebody asks its evictor, which throws. */
    private void fail(MemoryPool pool) throws InterruptedException {
        Runnable remove =
                pool.addEvictor(
                        new MemoryEvictor() {
                            @Override
                            public long evictableBytes() {
                                return pool.usedBytes();
                            }

                            @Override
                            public long evict(long targetBytes) {
                                throw new IllegalStateException("torn");
                            }
                        });
        Thread.sleep(random.nextInt(1, 20));
        remove.run();
    }

    private void mustEnd(CompletableFuture<MemoryGrant> wait) {
        try {
            wait.get(fuzzer.margin().toMillis(), TimeUnit.MILLISECONDS).close();
        } catch (TimeoutException stuck) {
            fuzzer.violations.add(
                    "a wait went on after its pool had closed: "
                            + fuzzer.manager.requests().figures().waiters());
            wait.cancel(false);
        } catch (CancellationException cancelled) {
            // as it was told to
        } catch (InterruptedException again) {
            mustEnd(wait);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (!(cause instanceof MemoryDeniedException)
                    && !(cause instanceof IllegalStateException)) {
                fuzzer.violations.add("a long wait failed: " + FuzzWorker.trace(cause));
            }
        }
    }
}
