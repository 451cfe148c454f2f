package io.plimsoll.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.request.Cancellation;
import io.plimsoll.memory.request.Deadline;
import io.plimsoll.memory.request.MemoryDenial;
import io.plimsoll.memory.request.MemoryDenial.Reason;
import io.plimsoll.memory.request.MemoryDeniedException;
import io.plimsoll.memory.request.MemoryOutcome;
import io.plimsoll.memory.request.MemoryReclaimer;
import io.plimsoll.memory.request.MemoryRequest;
import io.plimsoll.memory.segment.MemorySegment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests as a user makes them: granted, denied, cancelled, interrupted. */
@Timeout(60)
class MemoryRequestHandlerTest {

    private static final int PAGE = 4096;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final MemoryManager manager =
            MemoryManager.builder().memorySizeBytes(16L * PAGE).pageSizeBytes(PAGE).build();
    private final MemoryRequestHandler requests = manager.requests();

    @AfterEach
    void everythingIsGivenBack() {
        assertThat(manager.usedBytes()).isZero();
        assertThat(requests.figures().waiters()).isEmpty();
        manager.verify();
        manager.close();
    }

    private MemoryPool pool(String name) throws Exception {
        return manager.rootPool().newChild(PoolOptions.named(name));
    }

    private void awaitWaiters(int count) {
        while (requests.figures().waiters().size() != count) {
            Thread.onSpinWait();
        }
    }

    // A thread of an executor that had requested once was waited for until half time.
    @Test
    void shouldSeeADeadlock_whenAThreadThatLivesHasClosedItsGrant() throws Exception {
        MemoryPool pool = pool("a");
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            executor.submit(() -> pool.request(MemoryRequest.pages(1))).get().close();
            pool.reserve(16L * PAGE);
            long start = System.nanoTime();
            assertThatThrownBy(() -> pool.request(MemoryRequest.pages(1).within(LONG)))
                    .isInstanceOf(MemoryDeniedException.class);
            assertThat(System.nanoTime() - start).isLessThan(LONG.toNanos() / 3);
            pool.unreserve(16L * PAGE);
        }
    }

    @Test
    void shouldLeaseAndGiveBack_whenThereIsRoom() throws Exception {
        MemoryPool pool = pool("a");
        MemoryGrant pages = pool.request(MemoryRequest.pages(3));
        MemoryGrant bytes = pool.request(MemoryRequest.bytes(100));
        assertThat(pages.pages()).hasSize(3);
        assertThat(pages.sizeBytes()).isEqualTo(3L * PAGE);
        assertThat(bytes.sizeBytes()).isEqualTo(100);
        assertThat(pool.usedBytes()).isEqualTo(3L * PAGE + 100);
        pages.close();
        pages.close();
        bytes.close();
        bytes.close();
        assertThat(pages.pages()).isEmpty();
    }

    @Test
    void shouldLeaveThePagesToTheCaller_whenDetached() throws Exception {
        MemoryPool pool = pool("a");
        MemoryGrant grant = pool.request(MemoryRequest.pages(2));
        List<MemorySegment> pages = grant.detach();
        grant.close();
        assertThat(pool.usedBytes()).isEqualTo(2L * PAGE);
        assertThatThrownBy(grant::detach).isInstanceOf(IllegalStateException.class);
        pages.forEach(pool::release);
    }

    @Test
    void shouldDenyAtOnce_whenTheRequestDoesNotWait() throws Exception {
        MemoryPool holder = pool("holder");
        holder.reserve(15L * PAGE);
        MemoryOutcome<MemoryGrant> outcome = requests.tryRequest(pool("b"), MemoryRequest.pages(2));
        MemoryDenial denial = ((MemoryOutcome.Denied<MemoryGrant>) outcome).denial();
        assertThat(denial.reason()).isEqualTo(Reason.NO_ROOM);
        assertThat(denial.missingBytes()).isEqualTo(PAGE);
        assertThat(denial.holders())
                .extracting(MemoryDenial.Holder::poolPath)
                .containsExactly("root/holder");
        assertThat(denial.message())
                .startsWith("pool=root/b: 2 pages (8192 bytes) denied: there is no room")
                .contains("root/holder 61440 bytes")
                .contains("raise memorySizeBytes of the memory manager");
        holder.unreserve(15L * PAGE);
    }

    @Test
    void shouldDenyAtOnce_whatExceedsTheMaximum_howeverLongItMayWait() throws Exception {
        MemoryPool job = manager.rootPool().newChild("job", 0, 4L * PAGE);
        MemoryPool pool = job.newChild("sort", 0, Long.MAX_VALUE);
        assertThatThrownBy(() -> pool.allocatePages(5, LONG))
                .isInstanceOf(MemoryAllocationException.class)
                .hasMessageContaining("it can never be granted")
                .hasNoCause();
    }

    @Test
    void shouldGrantAWaiter_whenMemoryComesBack() throws Exception {
        MemoryPool holder = pool("holder");
        MemoryPool asker = pool("asker");
        List<MemorySegment> held = holder.allocatePages(14);
        CompletableFuture<MemoryGrant> future =
                requests.requestAsync(asker, MemoryRequest.pages(10).within(LONG));
        awaitWaiters(1);
        assertThat(future).isNotDone();
        holder.release(held);
        MemoryGrant grant = future.get(10, TimeUnit.SECONDS);
        assertThat(grant.pages()).hasSize(10);
        grant.close();
        assertThat(requests.figures().grantedAfterWait()).isEqualTo(1);
    }

    @Test
    void shouldCompleteAtOnce_whenThereIsRoom() throws Exception {
        CompletableFuture<MemoryGrant> future =
                requests.requestAsync(pool("a"), MemoryRequest.bytes(10).within(LONG));
        assertThat(future).isCompleted();
        future.get().close();
    }

    @Test
    void shouldRunDependents_onAVirtualThread() throws Exception {
        MemoryPool holder = pool("holder");
        holder.reserve(16L * PAGE);
        CompletableFuture<Thread> completer =
                requests.requestAsync(pool("a"), MemoryRequest.bytes(10).within(LONG))
                        .thenApply(grant -> {
                            grant.close();
                            return Thread.currentThread();
                        });
        awaitWaiters(1);
        holder.unreserve(16L * PAGE);
        assertThat(completer.get().isVirtual()).isTrue();
    }

    @Test
    void shouldFailTheFuture_whenTheTimeIsOver() throws Exception {
        MemoryPool holder = pool("holder");
        holder.reserve(16L * PAGE);
        CompletableFuture<MemoryGrant> future =
                requests.requestAsync(
                        pool("a"), MemoryRequest.bytes(10).within(Duration.ofMillis(20)));
        assertThatThrownBy(future::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(MemoryDeniedException.class);
        holder.unreserve(16L * PAGE);
    }

    @Test
    void shouldTakeADeadlineAsATimeOfDay() throws Exception {
        MemoryPool holder = pool("holder");
        holder.reserve(16L * PAGE);
        MemoryPool asker = pool("a");
        long start = System.nanoTime();
        assertThatThrownBy(() ->
                        asker.request(MemoryRequest.bytes(10).until(Instant.now().plusMillis(50))))
                .isInstanceOf(MemoryDeniedException.class);
        assertThat(System.nanoTime() - start).isBetween(20_000_000L, 5_000_000_000L);
        holder.unreserve(16L * PAGE);
    }

    @Test
    void shouldLeaveTheQueue_whenTheFutureIsCancelled() throws Exception {
        MemoryPool holder = pool("holder");
        holder.reserve(16L * PAGE);
        CompletableFuture<MemoryGrant> future =
                requests.requestAsync(pool("a"), MemoryRequest.bytes(10).within(LONG));
        awaitWaiters(1);
        future.cancel(false);
        awaitWaiters(0);
        holder.unreserve(16L * PAGE);
    }

    @Test
    void shouldEndTheWait_whenCancelled() throws Exception {
        MemoryPool holder = pool("holder");
        MemoryPool asker = pool("a");
        holder.reserve(16L * PAGE);
        Cancellation cancellation = new Cancellation();
        Thread canceller =
                Thread.ofPlatform()
                        .start(() -> {
                            awaitWaiters(1);
                            cancellation.cancel();
                        });
        MemoryRequest request = MemoryRequest.bytes(10).within(LONG).cancelledBy(cancellation);
        assertThatThrownBy(() -> asker.request(request)).isInstanceOf(CancellationException.class);
        canceller.join();
        // a switch that was turned ends later requests as well, but those that need not wait
        assertThatThrownBy(() -> asker.request(request)).isInstanceOf(CancellationException.class);
        holder.unreserve(16L * PAGE);
        asker.request(request).close();
    }

    @Test
    void shouldEndTheWait_whenInterrupted() throws Exception {
        MemoryPool holder = pool("holder");
        MemoryPool asker = pool("a");
        holder.reserve(16L * PAGE);
        Thread self = Thread.currentThread();
        Thread interrupter =
                Thread.ofPlatform()
                        .start(() -> {
                            awaitWaiters(1);
                            self.interrupt();
                        });
        assertThatThrownBy(() -> asker.allocatePages(1, LONG))
                .isInstanceOf(InterruptedException.class);
        interrupter.join();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        holder.unreserve(16L * PAGE);
    }

    @Test
    void shouldEndTheWait_whenThePoolCloses() throws Exception {
        MemoryPool holder = pool("holder");
        MemoryPool asker = pool("a");
        holder.reserve(16L * PAGE);
        Thread closer =
                Thread.ofPlatform()
                        .start(() -> {
                            awaitWaiters(1);
                            asker.close();
                        });
        assertThatThrownBy(() -> asker.reserve(10, LONG))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pool=root/a is closed");
        closer.join();
        holder.unreserve(16L * PAGE);
    }

    @Test
    void shouldEndTheWait_whenTheManagerShutsDown() throws Exception {
        try (MemoryManager other =
                MemoryManager.builder()
                        .memorySizeBytes(16L * PAGE)
                        .pageSizeBytes(PAGE)
                        .onLeak(report -> {})
                        .build()) {
            MemoryPool holder = other.rootPool().newChild("holder", 0, Long.MAX_VALUE);
            MemoryPool asker = other.rootPool().newChild("a", 0, Long.MAX_VALUE);
            holder.reserve(16L * PAGE);
            CompletableFuture<MemoryGrant> future =
                    other.requests().requestAsync(asker, MemoryRequest.bytes(10).within(LONG));
            while (other.requests().figures().waiters().isEmpty()) {
                Thread.onSpinWait();
            }
            other.shutdown();
            assertThatThrownBy(future::get).hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shouldWaitForTheMinimum_whenAPoolOpens() throws Exception {
        MemoryPool holder = pool("holder");
        holder.reserve(10L * PAGE);
        PoolOptions options = PoolOptions.named("big").withMinBytes(8L * PAGE);
        assertThatThrownBy(() -> requests.open(manager.rootPool(), options, Duration.ofMillis(10)))
                .isInstanceOf(MemoryDeniedException.class)
                .hasMessageContaining("pool=root/big: a minimum of 32768 bytes denied");
        Thread releaser =
                Thread.ofPlatform()
                        .start(() -> {
                            awaitWaiters(1);
                            holder.unreserve(10L * PAGE);
                        });
        MemoryPool big = requests.open(manager.rootPool(), options, LONG);
        releaser.join();
        assertThat(big.path()).isEqualTo("root/big");
        assertThat(manager.availableMemory()).isEqualTo(8L * PAGE);
        big.close();
    }

    @Test
    void shouldServeSmallOnes_whileALargeOneWaits() throws Exception {
        MemoryPool holder = pool("holder");
        holder.reserve(10L * PAGE);
        CompletableFuture<MemoryGrant> large =
                requests.requestAsync(pool("large"), MemoryRequest.pages(12).within(LONG));
        awaitWaiters(1);
        pool("small").request(MemoryRequest.pages(2).within(LONG)).close();
        holder.unreserve(10L * PAGE);
        large.get().close();
        assertThat(requests.figures().bypasses()).isEqualTo(1);
    }

    // The thread that would have completed the future had died of what a holder threw.
    @Test
    void shouldFailTheFuture_whateverIsThrownOnTheWay() throws Exception {
        MemoryPool holder = pool("holder");
        holder.reserve(16L * PAGE);
        StackOverflowError broken = new StackOverflowError("broken");
        Runnable remove =
                holder.addReclaimer(
                        new MemoryReclaimer() {
                            @Override
                            public long reclaimableBytes() {
                                throw broken;
                            }

                            @Override
                            public long reclaim(long targetBytes, Deadline deadline) {
                                return 0;
                            }
                        });
        CompletableFuture<MemoryGrant> future =
                requests.requestAsync(pool("a"), MemoryRequest.bytes(10).within(LONG));
        assertThatThrownBy(() -> future.get(10, TimeUnit.SECONDS)).hasCause(broken);
        remove.run();
        holder.unreserve(16L * PAGE);
    }

    // Such a request closed what all other pools had at hand, as if it had to wait.
    @Test
    void shouldLeaveToOthersWhatTheyHaveAtHand_whenAFutureIsCompleteAtOnce() throws Exception {
        MemoryPool other = pool("other");
        other.release(other.allocatePages(1));
        other.reserve(10);
        other.unreserve(10);
        long idle = manager.snapshot().pool("root/other").orElseThrow().idleBytes();
        assertThat(idle).isPositive();
        requests.requestAsync(pool("a"), MemoryRequest.bytes(10)).get().close();
        assertThat(manager.snapshot().pool("root/other").orElseThrow().idleBytes()).isEqualTo(idle);
    }

    // It waited its whole time for what only others may have.
    @Test
    void shouldDenyAtOnce_whatIsKeptBackFromIt() throws Exception {
        try (MemoryManager tight =
                MemoryManager.builder()
                        .memorySizeBytes(16L * PAGE)
                        .pageSizeBytes(PAGE)
                        .reservedFraction(0.25)
                        .build()) {
            MemoryPool job = tight.rootPool().newChild("job", 0, Long.MAX_VALUE);
            assertThat(denial(tight, job, 13).reason()).isEqualTo(Reason.IMPOSSIBLE);
            job.request(MemoryRequest.pages(12)).close();
            MemoryPool spill =
                    tight.rootPool().newChild(PoolOptions.named("spill").withReserve(true));
            spill.request(MemoryRequest.pages(16)).close();
        }
    }

    private static MemoryDenial denial(MemoryManager manager, MemoryPool pool, int pages)
            throws Exception {
        return ((MemoryOutcome.Denied<MemoryGrant>)
                        manager.requests()
                                .tryRequest(pool, MemoryRequest.pages(pages).within(LONG)))
                .denial();
    }

    @Test
    void shouldWaitForAMinimum_thoughOthersHaveTheirsNow() throws Exception {
        MemoryPool first = manager.rootPool().newChild("first", 10L * PAGE, Long.MAX_VALUE);
        FutureTask<MemoryPool> opening =
                new FutureTask<>(() -> {
                    PoolOptions options = PoolOptions.named("second").withMinBytes(10L * PAGE);
                    return requests.open(manager.rootPool(), options, LONG);
                });
        Thread.ofVirtual().start(opening);
        awaitWaiters(1);
        first.close();
        opening.get(10, TimeUnit.SECONDS).close();
    }
}
