package io.plimsoll.memory.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.arbitration.Bench.Party;
import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.budget.allowance.PoolTerms;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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

    /** Who gives memory back does not wait for the queue's lock; whoever has it must look again. */
    @Test
    void shouldServe_whatCameFreeWhileTheQueueWasLocked() {
        Party holder = bench.party("holder", 0).holding(BUDGET);
        Waiter waiter = bench.party("asker", 0).async(1000);
        boolean servedMeanwhile =
                bench.arbiter
                        .room()
                        .locked(() -> {
                            CompletableFuture.runAsync(() -> holder.release(1000)).join();
                            return waiter.isGranted();
                        });
        assertThat(servedMeanwhile).isFalse();
        assertThat(waiter.isGranted()).isTrue();
    }

    @Test
    void shouldGatherForAMinimum_bitByBit() {
        Party holder = bench.party("holder", 0).holding(BUDGET);
        Waiter opening = bench.opening("new", 2000);
        overtake(holder);
        holder.release(500);
        holder.release(700);
        Party late = bench.party("late", 0);
        assertThat(bench.tree.tryReserve(late.pool, 1)).isFalse();
        assertThat(bench.arbiter.figures().waiters().getFirst().gatheredBytes()).isEqualTo(1200);
        holder.release(800);
        assertThat(opening.isGranted()).isTrue();
        PoolNode opened = ((Claim.NewPool) opening.claim).opened();
        assertThat(bench.tree.books().minBytes(opened)).isEqualTo(2000);
        assertThat(bench.tree.tryReserve(late.pool, 1)).isFalse();
        assertThat(bench.tree.tryReserve(opened, 2000)).isTrue();
    }

    @Test
    void shouldGiveBackWhatWasGatheredForAMinimum_whenItsWaitEnds() {
        Party holder = bench.party("holder", 0).holding(BUDGET);
        Waiter opening = bench.opening("new", 2000);
        overtake(holder);
        holder.release(500);
        bench.arbiter.cancel(opening);
        assertThat(bench.tree.tryReserve(bench.party("late", 0).pool, 500)).isTrue();
        assertThat(bench.tree.books().figures(bench.tree.root()).children())
                .noneMatch(pool -> pool.path().equals("root/new"));
    }

    // What was gathered for a request stayed with it, whoever came before it later.
    @Test
    void shouldGiveUpWhatWasGathered_forWhoComesBefore() {
        Party holder = bench.party("holder", 0).holding(BUDGET);
        Waiter large = bench.party("large", 0).async(2000);
        overtake(holder);
        holder.release(500);
        assertThat(large.claim.gatheredBytes()).isEqualTo(500);
        Waiter high = bench.party("high", 5).async(400);
        assertThat(high.isGranted()).isTrue();
        assertThat(large.claim.gatheredBytes()).isEqualTo(100);
    }

    // Both gathered, and neither had enough: now it is for the first, who has all of it.
    @Test
    void shouldGatherForTheFirst_whoInheritsTheRightOfTheOther() {
        Party holder = bench.party("holder", 0).holding(BUDGET);
        Waiter large = bench.party("large", 0).async(2000);
        overtake(holder);
        holder.release(500);
        Waiter high = bench.party("high", 5).async(1500);
        assertThat(high.claim.gatheredBytes()).isEqualTo(500);
        assertThat(large.claim.gatheredBytes()).isZero();
        assertThat(bench.tree.tryReserve(bench.party("late", 0).pool, 1)).isFalse();
        holder.release(1000);
        assertThat(high.isGranted()).isTrue();
        holder.release(2000);
        assertThat(large.isGranted()).isTrue();
    }

    private void overtake(Party holder) {
        Party small = bench.party("small", 0);
        for (int i = 0; i < WaitQueue.MAX_BYPASSES; i++) {
            Waiter waiter = small.async(1000);
            holder.release(1000);
            assertThat(waiter.isGranted()).isTrue();
        }
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
