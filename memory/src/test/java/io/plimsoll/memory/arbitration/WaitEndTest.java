package io.plimsoll.memory.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.arbitration.Bench.Party;
import io.plimsoll.memory.request.Cancellation;
import io.plimsoll.memory.request.MemoryDenial;
import io.plimsoll.memory.request.MemoryPoolFailedException;
import io.plimsoll.memory.request.MemoryRequest;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a wait ends otherwise than by a grant, and what is told of it. */
class WaitEndTest {

    private static final int BUDGET = 32 * 4096;

    private final Bench bench = new Bench(BUDGET);

    @AfterEach
    void theTreeIsSound() {
        bench.tree.books().verify();
    }

    @Test
    void shouldEnd_whenCancelled() {
        bench.party("holder", 0).holding(BUDGET);
        Cancellation cancellation = new Cancellation();
        Waiter waiter =
                bench.party("asker", 0)
                        .waiting(
                                MemoryRequest.bytes(1)
                                        .within(Bench.TIMEOUT)
                                        .cancelledBy(cancellation));
        bench.step(waiter);
        assertThat(waiter.isWaiting()).isTrue();
        cancellation.cancel();
        bench.step(waiter);
        assertThat(waiter.failure()).isInstanceOf(CancellationException.class);
        assertThat(bench.arbiter.figures().waiters()).isEmpty();
    }

    @Test
    void shouldEnd_whenThePoolCloses() {
        bench.party("holder", 0).holding(BUDGET);
        Party asker = bench.party("asker", 0);
        Waiter waiter = asker.waiting(1);
        bench.tree.close(asker.pool);
        assertThat(waiter.failure()).hasMessageContaining("pool=root/asker is closed");
    }

    /** Those behind one that memory is gathered for were passed over, and never told. */
    @Test
    void shouldEnd_whenThePoolEnds_whileItStandsBackForAnother() {
        bench.party("holder", 0).holding(BUDGET - 1000);
        bench.party("large", 0).async(2000);
        Party small = bench.party("small", 0);
        for (int i = 0; i < WaitQueue.MAX_BYPASSES; i++) {
            assertThat(small.async(1000).isGranted()).as("bypass %d", i).isTrue();
            small.heldBytes += 1000;
            small.release(1000);
        }
        Party closed = bench.party("closed", 0);
        Party failed = bench.party("failed", 0);
        Waiter ofClosed = closed.async(1000);
        Waiter ofFailed = failed.async(1000);
        assertThat(ofClosed.isWaiting()).isTrue();
        bench.tree.close(closed.pool);
        assertThat(ofClosed.failure()).hasMessageContaining("pool=root/closed is closed");
        bench.tree.contention().fail(failed.pool, new MemoryPoolFailedException("torn", null));
        assertThat(ofFailed.failure()).hasMessage("torn");
    }

    @Test
    void shouldTellTheWholePicture() {
        Party big = bench.party("big", 5).holding(100_000).reclaiming();
        bench.party("small", 6).holding(BUDGET - 100_000);
        Waiter other = bench.party("other", 9).waiting(4000);
        Waiter waiter = bench.party("asker", 1).waiting(3000);
        bench.runUntilEnded(waiter);
        MemoryDenial denial = bench.denial(waiter);
        assertThat(denial.holders())
                .containsExactly(
                        new MemoryDenial.Holder("root/big", 100_000, 0, 100_000, 5, false),
                        new MemoryDenial.Holder("root/small", 31_072, 0, 31_072, 6, false));
        assertThat(denial.sources())
                .containsExactly(
                        new MemoryDenial.Source(
                                "root/big",
                                "reclaimer",
                                100_000,
                                "asked, has not come to a safe point since"));
        assertThat(denial.waiters())
                .singleElement()
                .satisfies(ahead -> assertThat(ahead.poolPath()).isEqualTo("root/other"))
                .satisfies(ahead -> assertThat(ahead.ahead()).isTrue());
        assertThat(denial.message())
                .isEqualTo(
                        """
                        pool=root/asker: 3000 bytes denied after 16.000 s: its time is over; pool root is full: maxBytes=131072, 131072 used, 3000 missing
                          holders: root/big 100000 bytes (priority 5), root/small 31072 bytes (priority 6)
                          could give back: reclaimer of root/big 100000 bytes (asked, has not come to a safe point since)
                          waiting too: root/other 4000 bytes (priority 9, for 16.000 s, ahead)
                          tried: asked root/big for 7000 bytes
                          to do: raise memorySizeBytes of the memory manager to 134072 (when the manager is built: resize goes up to maxMemorySizeBytes=131072), or take less, or wait longer\
                        """);
        assertThat(big.heldBytes).isEqualTo(100_000);
        assertThat(other.isWaiting()).isTrue();
    }

    @Test
    void shouldKeepABoundedHistory() {
        Party cache = bench.party("cache", 0).holding(BUDGET).evicting();
        Party asker = bench.party("asker", 0);
        for (int i = 0; i < ReclaimHistory.CAPACITY + 10; i++) {
            Waiter waiter = asker.waiting(1 + i);
            bench.step(waiter);
            assertThat(waiter.isGranted()).isTrue();
            bench.tree.unreserve(asker.pool, 1 + i);
            cache.holding(1 + i);
        }
        assertThat(bench.arbiter.figures().history()).hasSize(ReclaimHistory.CAPACITY);
        assertThat(bench.arbiter.figures().history().getLast().askedBytes())
                .isEqualTo(ReclaimHistory.CAPACITY + 10);
    }

    /** Who ends a wait may have to wait for the lock, and by then the request is granted. */
    @Test
    void shouldNotEnd_whatWasGrantedWhileWhoCancelsWaitedForTheLock() throws Exception {
        Party holder = bench.party("holder", 0).holding(BUDGET);
        Waiter waiter = bench.party("asker", 0).async(1000);
        Thread canceller = new Thread(() -> bench.arbiter.cancel(waiter));
        WaitingRoom room = bench.arbiter.room();
        room.locked(() -> {
            canceller.start();
            while (canceller.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            holder.release(1000);
            room.serve();
            return waiter.isGranted();
        });
        canceller.join();
        assertThat(waiter.isGranted()).isTrue();
        assertThat(waiter.failure()).isNull();
        assertThat(waiter.claim.gatheredBytes()).isEqualTo(1000);
    }
}
