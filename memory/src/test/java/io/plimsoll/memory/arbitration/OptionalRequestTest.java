package io.plimsoll.memory.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.arbitration.Bench.Party;
import io.plimsoll.memory.request.Deadline;
import io.plimsoll.memory.request.MemoryDenial.Reason;
import io.plimsoll.memory.request.MemoryReclaimer;
import io.plimsoll.memory.request.MemoryRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests of those who can do without, and reclaimers that need not be waited for. */
class OptionalRequestTest {

    private static final int BUDGET = 32 * 4096;

    private final Bench bench = new Bench(BUDGET);

    @AfterEach
    void theTreeIsSound() {
        bench.tree.books().verify();
    }

    private static MemoryRequest optional(long bytes) {
        return MemoryRequest.bytes(bytes).within(Bench.TIMEOUT).optional();
    }

    @Test
    void shouldCallAReclaimerAtOnce_thatIsAtASafePointAsFarAsThisThreadGoes() {
        Party holder = bench.party("holder", 0).holding(BUDGET).reclaiming();
        holder.atSafePoint = true;
        Waiter waiter = bench.party("asker", 0).waiting(5000);
        bench.step(waiter);
        assertThat(waiter.isGranted()).isTrue();
        assertThat(holder.heldBytes).isEqualTo(BUDGET - 5000);
        assertThat(bench.events).containsExactly("RECLAIM root/holder 5000 of 5000 FREED");
    }

    @Test
    void shouldCallAReclaimer_thatWasAskedBefore_whenItComesToASafePoint() {
        Party holder = bench.party("holder", 0).holding(BUDGET).reclaiming();
        Waiter waiter = bench.party("asker", 0).waiting(5000);
        bench.step(waiter);
        assertThat(waiter.isWaiting()).isTrue();
        holder.atSafePoint = true;
        bench.step(waiter);
        assertThat(waiter.isGranted()).isTrue();
    }

    @Test
    void shouldEndAtOnce_andQuietly_whenNobodyHoldsMoreThanWhoAsks() {
        bench.party("smaller", 0).holding(BUDGET / 2 - 1000).reclaiming().atSafePoint = true;
        Party asker = bench.party("asker", 0).holding(BUDGET / 2 + 1000).reclaiming();
        Waiter waiter = asker.waiting(optional(5000));
        bench.step(waiter);
        assertThat(bench.denial(waiter).reason()).isEqualTo(Reason.NO_ROOM);
        assertThat(bench.events).isEmpty();
        assertThat(bench.arbiter.figures().denied()).isZero();
    }

    @Test
    void shouldAskWhoHoldsMore_andWhoIsLessImportant() {
        Party larger = bench.party("larger", 0).holding(BUDGET / 2).reclaiming();
        Party lower = bench.party("lower", -5).holding(BUDGET / 8).reclaiming();
        larger.atSafePoint = true;
        lower.atSafePoint = true;
        Party asker = bench.party("asker", 0).holding(3 * BUDGET / 8).reclaiming();
        Waiter waiter = asker.waiting(optional(BUDGET / 4));
        bench.step(waiter);
        assertThat(waiter.isGranted()).isTrue();
        assertThat(lower.heldBytes).isZero();
        assertThat(larger.heldBytes).isEqualTo(BUDGET / 2 - BUDGET / 8);
        assertThat(asker.heldBytes).isEqualTo(3 * BUDGET / 8);
    }

    @Test
    void shouldWaitAMomentForOthersSafePoints_butFailNobody() {
        Party holder = bench.party("holder", -5).holding(BUDGET).reclaiming();
        Waiter waiter = bench.party("asker", 0).waiting(optional(5000));
        bench.step(waiter);
        assertThat(waiter.isWaiting()).isTrue();
        bench.run(Duration.ofMillis(50), waiter);
        assertThat(bench.denial(waiter).reason()).isEqualTo(Reason.NO_ROOM);
        assertThat(holder.pool.failure()).isNull();
        assertThat(bench.events).isEmpty();
        // who has not answered yet is not waited for again
        Waiter again = bench.party("again", 0).waiting(optional(5000));
        bench.step(again);
        assertThat(again.isSettled()).isTrue();
    }

    @Test
    void shouldBeGranted_whatOthersGiveBackAtTheirSafePoint() {
        Party holder = bench.party("holder", 0).holding(BUDGET).reclaiming();
        Waiter waiter = bench.party("asker", 0).waiting(optional(5000));
        bench.step(waiter);
        assertThat(holder.desk.reclaimIfRequested()).isEqualTo(5000);
        assertThat(waiter.isGranted()).isTrue();
    }

    @Test
    void shouldPassOverAReclaimer_thatThrowsWhenItIsAskedWhetherItRests() {
        Runnable _ = bench.party("broken", 0).holding(BUDGET).desk.add(new Broken());
        Waiter waiter = bench.party("asker", 0).waiting(optional(1));
        bench.run(Duration.ofMillis(50), waiter);
        assertThat(waiter.isSettled()).isTrue();
        assertThat(bench.log)
                .singleElement()
                .asString()
                .contains("root/broken: its reclaimer threw");
    }

    private static final class Broken implements MemoryReclaimer {

        @Override
        public long reclaimableBytes() {
            return 1 << 30;
        }

        @Override
        public boolean isAtSafePoint() {
            throw new IllegalStateException("broken");
        }

        @Override
        public long reclaim(long targetBytes, Deadline deadline) {
            return 0;
        }
    }
}
