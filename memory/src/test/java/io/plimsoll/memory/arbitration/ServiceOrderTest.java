package io.plimsoll.memory.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.arbitration.Bench.Party;
import io.plimsoll.memory.budget.allowance.PoolTerms;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who of those that wait is served first, rule by rule, on one thread. */
class ServiceOrderTest {

    private static final int BUDGET = 32 * 4096;

    private final Bench bench = new Bench(BUDGET);

    @AfterEach
    void theTreeIsSound() {
        bench.tree.books().verify();
    }

    @Test
    void shouldServeByPriority_thenByAge() {
        Party holder = bench.party("holder", 0).holding(BUDGET);
        Waiter low = bench.party("low", 1).async(1000);
        Waiter high = bench.party("high", 2).async(1000);
        Waiter alike = bench.party("alike", 2).async(1000);
        holder.release(1000);
        assertThat(high.isGranted()).isTrue();
        holder.release(1000);
        assertThat(alike.isGranted()).isTrue();
        assertThat(low.isWaiting()).isTrue();
    }

    @Test
    void shouldServeTheOlder_onceItsAgeMakesUpForItsPriority() {
        Party holder = bench.party("holder", 0).holding(BUDGET);
        Waiter low = bench.party("low", 1).async(1000);
        bench.time.pass(Duration.ofMillis(1001));
        Waiter high = bench.party("high", 3).async(1000);
        holder.release(1000);
        assertThat(low.isGranted()).isTrue();
        assertThat(high.isWaiting()).isTrue();
    }

    @Test
    void shouldServeWhoFits_pastTheHead_butNotForEver() {
        Party holder = bench.party("holder", 0).holding(BUDGET - 1000);
        Waiter large = bench.party("large", 0).async(2000);
        Party small = bench.party("small", 0);
        for (int i = 0; i < WaitQueue.MAX_BYPASSES; i++) {
            assertThat(small.async(1000).isGranted()).as("bypass %d", i).isTrue();
            small.heldBytes += 1000;
            small.release(1000);
        }
        Waiter late = small.async(1000);
        assertThat(late.isWaiting()).isTrue();
        assertThat(bench.arbiter.figures().waiters().getFirst().exclusive()).isTrue();
        holder.release(1000);
        assertThat(large.isGranted()).isTrue();
        assertThat(late.isWaiting()).isTrue();
    }

    @Test
    void shouldGatherForTheHead_whatOthersWouldSnatch() {
        Party holder = bench.party("holder", 0).holding(BUDGET);
        Waiter large = bench.party("large", 0).async(2000);
        Party small = bench.party("small", 0);
        for (int i = 0; i < WaitQueue.MAX_BYPASSES; i++) {
            Waiter waiter = small.async(1000);
            holder.release(1000);
            assertThat(waiter.isGranted()).isTrue();
            holder.holding(0);
            bench.tree.unreserve(small.pool, 0);
        }
        holder.release(500);
        assertThat(bench.tree.tryReserve(small.pool, 1)).isFalse();
        assertThat(bench.arbiter.figures().waiters().getFirst().gatheredBytes()).isEqualTo(500);
        holder.release(1500);
        assertThat(large.isGranted()).isTrue();
    }

    @Test
    void shouldGiveBackWhatWasGathered_whenTheHeadGivesUp() {
        shouldGatherForTheHead_upTo500();
        assertThat(bench.tree.tryReserve(bench.party("late", 0).pool, 500)).isTrue();
    }

    private void shouldGatherForTheHead_upTo500() {
        Party holder = bench.party("holder", 0).holding(BUDGET);
        Waiter large = bench.party("large", 0).async(2000);
        Party small = bench.party("small", 0);
        for (int i = 0; i < WaitQueue.MAX_BYPASSES; i++) {
            Waiter waiter = small.async(1000);
            holder.release(1000);
            assertThat(waiter.isGranted()).isTrue();
        }
        holder.release(500);
        bench.arbiter.cancel(large);
    }

    @Test
    void shouldHoldUpNobody_whoseMemoryLiesElsewhere() {
        Party left =
                bench.party(bench.tree.root(), new PoolTerms("left", 0, 10_000, 0, false, false))
                        .holding(10_000);
        for (int i = 0; i < 3; i++) {
            left.async(5000);
        }
        Party right = bench.party("right", 0);
        for (int i = 0; i < 3 * WaitQueue.MAX_BYPASSES; i++) {
            assertThat(right.async(100).isGranted()).isTrue();
        }
        assertThat(bench.arbiter.figures().bypasses()).isZero();
    }
}
