package io.plimsoll.memory.arbitration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.arbitration.Bench.Party;
import io.plimsoll.memory.budget.PoolTerms;
import io.plimsoll.memory.request.Cancellation;
import io.plimsoll.memory.request.MemoryDenial;
import io.plimsoll.memory.request.MemoryDenial.Reason;
import io.plimsoll.memory.request.MemoryPoolFailedException;
import io.plimsoll.memory.request.MemoryRequest;
import io.plimsoll.memory.request.VictimStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rules of arbitration one by one, on one thread. */
class ArbitrationRulesTest {

    private static final int BUDGET = 32 * 4096;

    private Bench bench = new Bench(BUDGET);

    @AfterEach
    void theTreeIsSound() {
        bench.tree.verify();
    }

    // In which order memory is looked for

    @Test
    void shouldDisturbNobody_whenThereIsRoom() {
        Party cache = bench.party("cache", 0).holding(BUDGET / 2).evicting().reclaiming();
        Party asker = bench.party("asker", 0);
        assertThat(asker.waiting(BUDGET / 2).isGranted()).isTrue();
        assertThat(cache.heldBytes).isEqualTo(BUDGET / 2);
    }

    @Test
    void shouldEvict_beforeAnybodyIsAsked() {
        Party cache = bench.party("cache", 9).holding(BUDGET / 2).evicting();
        bench.party("holder", 0).holding(BUDGET / 2).reclaiming();
        Waiter waiter = bench.party("asker", 0).waiting(100);
        assertThat(waiter.isWaiting()).isTrue();
        bench.step(waiter);
        assertThat(waiter.isGranted()).isTrue();
        assertThat(cache.heldBytes).isEqualTo(BUDGET / 2 - 100);
        assertThat(bench.events).containsExactly("EVICT root/cache 100 of 100 FREED");
    }

    @Test
    void shouldNotCallAReclaimer_untilItsPoolIsAtASafePoint() {
        Party holder = bench.party("holder", 9).holding(BUDGET).reclaiming();
        Waiter waiter = bench.party("asker", 0).waiting(5000);
        bench.run(Duration.ofMillis(500), waiter);
        assertThat(holder.heldBytes).isEqualTo(BUDGET);
        assertThat(holder.desk.requestedBytes()).isEqualTo(5000);
        assertThat(holder.desk.reclaimIfRequested()).isEqualTo(5000);
        assertThat(waiter.isGranted()).isTrue();
        assertThat(holder.desk.requestedBytes()).isZero();
        assertThat(holder.desk.reclaimIfRequested()).isZero();
    }

    @Test
    void shouldAskForAPartOfTheBudget_whenLittleIsWanted() {
        Party holder = bench.party("holder", 9).holding(BUDGET).reclaiming();
        bench.step(bench.party("asker", 0).waiting(1));
        assertThat(holder.desk.requestedBytes()).isEqualTo(BUDGET / 32);
    }

    @Test
    void shouldTakeFromAVictim_thatWaitsItself() {
        Party holder = bench.party("holder", 0).holding(BUDGET).reclaiming();
        holder.reclaimableBytes = 10_000;
        Waiter first = bench.party("asker", 5).async(10_000);
        bench.step(first);
        Waiter second = holder.waiting(1000);
        assertThat(first.isWaiting()).isTrue();
        bench.step(second);
        assertThat(first.isGranted()).isTrue();
    }

    @Test
    void shouldNotTakeFromAVictim_whoseThreadGoesOn() {
        Party holder = bench.party("holder", 0).holding(BUDGET).reclaiming();
        Waiter first = bench.party("asker", 5).waiting(10_000);
        bench.step(first);
        Waiter second = holder.async(1000);
        bench.step(second, first);
        assertThat(holder.heldBytes).isEqualTo(BUDGET);
    }

    @Test
    void shouldGiveBackItsOwn_whenTheRequesterIsTheFirstVictim() {
        Party self = bench.party("self", 0).holding(BUDGET / 2).reclaiming();
        Party other = bench.party("other", 5).holding(BUDGET / 2).reclaiming();
        Waiter waiter = self.waiting(5000);
        bench.step(waiter);
        assertThat(waiter.isGranted()).isTrue();
        assertThat(self.heldBytes).isEqualTo(BUDGET / 2 - 5000);
        assertThat(other.desk.requestedBytes()).isZero();
    }

    @Test
    void shouldAskOnlyItself_whenItsOwnMaximumIsReached() {
        Party self =
                bench.party(bench.tree.root(), new PoolTerms("self", 0, 10_000, 5, false, false))
                        .holding(10_000)
                        .reclaiming();
        Party other = bench.party("other", 0).holding(20_000).reclaiming().evicting();
        Waiter waiter = self.waiting(3000);
        bench.step(waiter);
        assertThat(waiter.isGranted()).isTrue();
        assertThat(other.heldBytes).isEqualTo(20_000);
        assertThat(other.desk.requestedBytes()).isZero();
    }

    @Test
    void shouldAskNobody_ofWhatIsGuaranteed() {
        Party guaranteed =
                bench.party(
                                bench.tree.root(),
                                new PoolTerms("guaranteed", BUDGET / 2, BUDGET, 0, false, false))
                        .holding(BUDGET / 2 + 1000)
                        .evicting();
        bench.party("rest", 9).holding(BUDGET / 2 - 1000);
        Waiter waiter = bench.party("asker", 9).waiting(2000);
        bench.step(waiter);
        assertThat(waiter.isWaiting()).isTrue();
        assertThat(guaranteed.heldBytes).isEqualTo(BUDGET / 2);
    }

    @Test
    void shouldAskTheLeastImportantFirst_andNoMoreThanItTakes() {
        Party dear = bench.party("dear", 7).holding(BUDGET / 2).reclaiming();
        Party cheap = bench.party("cheap", 2).holding(BUDGET / 4).reclaiming();
        Party middle = bench.party("middle", 5).holding(BUDGET / 4).reclaiming();
        bench.step(bench.party("asker", 0).waiting(BUDGET / 4 + 10));
        assertThat(cheap.desk.requestedBytes()).isEqualTo(BUDGET / 4);
        assertThat(middle.desk.requestedBytes()).isEqualTo(10);
        assertThat(dear.desk.requestedBytes()).isZero();
    }

    @Test
    void shouldAskOthersToo_whenAVictimTakesTooLong() {
        Party cheap = bench.party("cheap", 2).holding(BUDGET / 2).reclaiming();
        Party dear = bench.party("dear", 7).holding(BUDGET / 2).reclaiming();
        Waiter waiter = bench.party("asker", 0).waiting(5000);
        bench.step(waiter);
        assertThat(dear.desk.requestedBytes()).isZero();
        bench.run(Duration.ofMillis(300), waiter);
        assertThat(cheap.desk.requestedBytes()).isEqualTo(5000);
        assertThat(dear.desk.requestedBytes()).isEqualTo(5000);
    }

    @Test
    void shouldAskTheNext_whenAVictimGivesNothing() {
        Party cheap = bench.party("cheap", 2).holding(BUDGET / 2).reclaiming();
        cheap.inside = () -> cheap.reclaimableBytes = 0;
        Party dear = bench.party("dear", 7).holding(BUDGET / 2).reclaiming();
        Waiter waiter = bench.party("asker", 0).waiting(5000);
        bench.step(waiter);
        cheap.desk.reclaimIfRequested();
        bench.step(waiter);
        dear.desk.reclaimIfRequested();
        assertThat(waiter.isGranted()).isTrue();
        assertThat(bench.events)
                .containsExactly(
                        "RECLAIM root/cheap 0 of 5000 REFUSED",
                        "RECLAIM root/dear 5000 of 5000 FREED");
    }

    @Test
    void shouldFollowTheStrategy_amongVictimsOfOnePriority() {
        record Order(VictimStrategy strategy, String... names) {}
        List<Order> orders =
                List.of(
                        new Order(VictimStrategy.leastRecentlyUsed(), "b", "c", "a"),
                        new Order(VictimStrategy.leastFrequentlyUsed(), "c", "a", "b"),
                        new Order(VictimStrategy.largestFirst(), "c", "b", "a"),
                        new Order(VictimStrategy.fixedOrder(), "a", "b", "c"),
                        new Order((x, y) -> y.poolPath().compareTo(x.poolPath()), "c", "b", "a"));
        for (Order order : orders) {
            bench = new Bench(600, order.strategy());
            use(bench.party("a", 0).holding(100).evicting(), 30, 6);
            use(bench.party("b", 0).holding(200).evicting(), 10, 7);
            use(bench.party("c", 0).holding(300).evicting(), 20, 5);
            bench.step(bench.party("asker", 0).waiting(600));
            assertThat(
                            bench.events.stream()
                                    .map(event -> event.replaceAll("EVICT root/(.).*", "$1")))
                    .containsExactly(order.names());
        }
    }

    private static void use(Party party, long lastUse, long uses) {
        party.lastUse = lastUse;
        party.uses = uses;
    }

    @Test
    void shouldTakeTheFixedOrder_whenAStrategyThrows() {
        bench =
                new Bench(
                        BUDGET,
                        (a, b) -> {
                            throw new IllegalStateException("broken");
                        });
        bench.party("a", 3).holding(BUDGET / 2).evicting();
        bench.party("b", 1).holding(BUDGET / 2).evicting();
        bench.step(bench.party("asker", 0).waiting(10));
        assertThat(bench.events).containsExactly("EVICT root/a 10 of 10 FREED");
    }

    @Test
    void shouldLeaveOutWhoCannotSayWhatItHas() {
        Party broken = bench.party("broken", 0).holding(BUDGET / 2);
        bench.arbiter.add(
                broken.pool,
                new io.plimsoll.memory.request.MemoryEvictor() {
                    @Override
                    public long evictableBytes() {
                        throw new IllegalStateException("broken");
                    }

                    @Override
                    public long evict(long targetBytes) {
                        throw new AssertionError();
                    }
                });
        bench.party("whole", 5).holding(BUDGET / 2).evicting();
        Waiter waiter = bench.party("asker", 0).waiting(10);
        bench.step(waiter);
        assertThat(waiter.isGranted()).isTrue();
    }

    @Test
    void shouldNotCallWhoWasWithdrawn() {
        Party party = bench.party("cache", 0).holding(BUDGET);
        Runnable evictor =
                bench.arbiter.add(party.pool, (io.plimsoll.memory.request.MemoryEvictor) party);
        Runnable reclaimer = party.desk.add((io.plimsoll.memory.request.MemoryReclaimer) party);
        evictor.run();
        reclaimer.run();
        bench.step(bench.party("asker", 0).waiting(10));
        assertThat(party.heldBytes).isEqualTo(BUDGET);
        assertThat(party.desk.requestedBytes()).isZero();
    }

    // I5, I6

    @Test
    void shouldRefuseARequest_insideReclaim() {
        Party holder = bench.party("holder", 0).holding(BUDGET).reclaiming();
        List<Throwable> thrown = new ArrayList<>();
        holder.inside =
                () -> {
                    try {
                        bench.arbiter.request(
                                holder.desk,
                                Claim.of(holder.pool, MemoryRequest.bytes(1)),
                                new Terms(0, 0, null));
                    } catch (InterruptedException | RuntimeException refused) {
                        thrown.add(refused);
                    }
                };
        bench.step(bench.party("asker", 0).waiting(10));
        holder.desk.reclaimIfRequested();
        assertThat(thrown)
                .singleElement()
                .isInstanceOf(IllegalStateException.class)
                .asString()
                .contains("pool=root/holder: memory requested while giving memory back");
    }

    @Test
    void shouldRefuseMemory_insideReclaim_beyondWhatIsGuaranteed() {
        Party workspace =
                bench.party(
                        bench.tree.root(),
                        new PoolTerms("workspace", 8192, 20_000, 0, false, false));
        Party holder = bench.party("holder", 0).holding(BUDGET - 8192).reclaiming();
        holder.inside =
                () -> {
                    workspace.holding(8192).release(8192);
                    assertThat(bench.tree.takePages(workspace.pool, 2)).isNotNegative();
                    assertThatThrownBy(() -> bench.tree.tryReserve(workspace.pool, 1))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining(
                                    "pool=root/workspace: 1 bytes taken while giving memory back");
                    assertThatThrownBy(() -> workspace.pool.takePage())
                            .isInstanceOf(IllegalStateException.class);
                };
        Waiter waiter = bench.party("asker", 0).waiting(10);
        bench.step(waiter);
        holder.desk.reclaimIfRequested();
        assertThat(waiter.isGranted()).isTrue();
        assertThat(holder.pool.failure()).isNull();
        assertThat(bench.tree.tryReserve(workspace.pool, 1)).isTrue();
    }

    @Test
    void shouldFailThePool_whoseReclaimerThrows() {
        Party holder = bench.party("holder", 0).holding(BUDGET).reclaiming();
        Waiter waiter = bench.party("asker", 0).waiting(10);
        bench.step(waiter);
        holder.throwsThis = new IllegalStateException("disk full");
        assertThatThrownBy(holder.desk::reclaimIfRequested)
                .isInstanceOf(MemoryPoolFailedException.class)
                .hasMessageContaining("pool=root/holder was failed: its reclaimer threw")
                .hasRootCauseMessage("disk full");
        assertThatThrownBy(() -> bench.tree.tryReserve(holder.pool, 1))
                .isInstanceOf(MemoryPoolFailedException.class);
        assertThatThrownBy(() -> bench.tree.takePages(holder.pool, 1))
                .isInstanceOf(MemoryPoolFailedException.class);
        holder.release(BUDGET);
        assertThat(waiter.isGranted()).isTrue();
        assertThat(bench.events).containsExactly("RECLAIM root/holder 0 of 4096 FAILED");
    }

    @Test
    void shouldFailThePool_whoseEvictorThrows_andAskTheNext() {
        Party broken = bench.party("broken", 0).holding(BUDGET / 2).evicting();
        broken.throwsThis = new IllegalStateException("torn");
        bench.party("whole", 5).holding(BUDGET / 2).evicting();
        Waiter waiter = bench.party("asker", 0).waiting(10);
        bench.step(waiter);
        assertThat(waiter.isGranted()).isTrue();
        assertThat(broken.pool.failure()).isNotNull();
    }

    // Who is served first

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

    // Who has to go

    @Test
    void shouldFailTheLeastImportantHolder_halfWayToTheDeadline_andNotBefore() {
        Party low = bench.party("low", 1).holding(BUDGET / 2);
        bench.party("middle", 2).holding(BUDGET / 2);
        Waiter waiter = bench.party("asker", 3).waiting(1000);
        bench.run(Duration.ofMillis(7990), waiter);
        assertThat(low.pool.failure()).isNull();
        bench.run(Duration.ofMillis(20), waiter);
        assertThat(low.pool.failure())
                .hasMessageContaining("pool=root/low (priority 1) was failed with 65536 bytes")
                .hasMessageContaining("pool root/asker (priority 3) waits for 1000 bytes");
        low.release(BUDGET / 2);
        assertThat(waiter.isGranted()).isTrue();
        assertThat(bench.events).containsExactly("FAIL root/low 65536 of 1000 FAILED");
        assertThat(bench.arbiter.figures().failedPools()).isEqualTo(1);
    }

    @Test
    void shouldFailTheLargest_thenTheYoungest_ofOnePriority() {
        Party small = bench.party("small", 1).holding(1000);
        Party old = bench.party("old", 1).holding(40_000);
        Party young = bench.party("young", 1).holding(50_000);
        bench.party("rest", 9).holding(BUDGET - 91_000);
        bench.run(Duration.ofSeconds(9), bench.party("asker", 3).waiting(1000));
        assertThat(young.pool.failure()).isNotNull();
        assertThat(old.pool.failure()).isNull();
        assertThat(small.pool.failure()).isNull();
    }

    @Test
    void shouldFailNobody_ofHigherOrOfItsOwnPriority() {
        Party high = bench.party("high", 4).holding(BUDGET / 2);
        Party alike = bench.party("alike", 3).holding(BUDGET / 2);
        Waiter waiter = bench.party("asker", 3).waiting(1000);
        bench.run(Duration.ofSeconds(17), waiter);
        assertThat(high.pool.failure()).isNull();
        assertThat(alike.pool.failure()).isNull();
        MemoryDenial denial = bench.denial(waiter);
        assertThat(denial.reason()).isEqualTo(Reason.DEADLINE);
        assertThat(denial.waited()).isBetween(Bench.TIMEOUT, Duration.ofMillis(16_100));
    }

    @Test
    void shouldCountAChildlessPriorityAsItsParents() {
        Party job = bench.party("job", 8);
        Party sort = bench.party(job.pool, new PoolTerms("sort", 0, BUDGET, 0, false, false));
        sort.holding(BUDGET);
        Waiter waiter = bench.party("asker", 3).waiting(1000);
        bench.run(Duration.ofSeconds(17), waiter);
        assertThat(sort.pool.failure()).isNull();
    }

    @Test
    void shouldFailNobody_whileMemoryMoves() {
        Party low = bench.party("low", 1).holding(BUDGET);
        Waiter waiter = bench.party("asker", 3).waiting(20_000);
        for (int i = 0; i < 3; i++) {
            bench.run(Duration.ofSeconds(5), waiter);
            low.release(1000);
        }
        assertThat(low.pool.failure()).isNull();
    }

    @Test
    void shouldResolveADeadlock_longBeforeTheDeadline() {
        Party low = bench.party("low", 1).holding(BUDGET / 2);
        Party high = bench.party("high", 2).holding(BUDGET / 2);
        Waiter first = high.waiting(1000);
        bench.run(Duration.ofMillis(100), first);
        assertThat(low.pool.failure()).isNull();
        Waiter second = low.waiting(1000);
        bench.run(Duration.ofMillis(30), first, second);
        assertThat(second.isWaiting()).isFalse();
        assertThat(low.pool.failure() != null || second.reason() == Reason.DEADLOCK).isTrue();
        assertThat(high.pool.failure()).isNull();
        low.release(BUDGET / 2);
        assertThat(first.isGranted()).isTrue();
    }

    @Test
    void shouldDenyTheRequester_whenItIsTheFirstToGoInADeadlock() {
        Party low = bench.party("low", 1).holding(BUDGET / 2);
        bench.party("high", 2).holding(BUDGET / 2).waiting(1000);
        Waiter waiter = low.waiting(1000);
        bench.run(Duration.ofMillis(30), waiter);
        assertThat(bench.denial(waiter).reason()).isEqualTo(Reason.DEADLOCK);
        assertThat(low.pool.failure()).isNull();
    }

    @Test
    void shouldDenyAtOnce_whoAloneHoldsWhatItWaitsFor() {
        Party alone = bench.party("alone", 1).holding(BUDGET - 1000);
        Waiter waiter = alone.waiting(2000);
        bench.run(Duration.ofMillis(30), waiter);
        assertThat(bench.denial(waiter).reason()).isEqualTo(Reason.DEADLOCK);
    }

    @Test
    void shouldSeeNoDeadlock_whileAHolderRuns() {
        Party runs = bench.party("runs", 1).holding(BUDGET / 2);
        Party waits = bench.party("waits", 1).holding(BUDGET / 2);
        Waiter async = runs.async(1000);
        Waiter waiter = waits.waiting(1000);
        bench.run(Duration.ofSeconds(1), async, waiter);
        assertThat(async.isWaiting()).isTrue();
        assertThat(waiter.isWaiting()).isTrue();
    }

    @Test
    void shouldReclaim_ratherThanSeeADeadlock() {
        Party a = bench.party("a", 1).holding(BUDGET / 2).reclaiming();
        Party b = bench.party("b", 2).holding(BUDGET / 2).reclaiming();
        Waiter first = a.waiting(5000);
        Waiter second = b.waiting(5000);
        bench.run(Duration.ofMillis(50), first, second);
        assertThat(first.isGranted()).isTrue();
        assertThat(second.isGranted()).isTrue();
        assertThat(bench.arbiter.figures().failedPools()).isZero();
    }

    // How a wait ends otherwise

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
                        new MemoryDenial.Holder("root/big", 100_000, 100_000, 5, false),
                        new MemoryDenial.Holder("root/small", 31_072, 31_072, 6, false));
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
                          holders: root/big 100000 bytes (100000 can be given back, priority 5), root/small 31072 bytes (31072 can be given back, priority 6)
                          could give back: reclaimer of root/big 100000 bytes (asked, has not come to a safe point since)
                          waiting too: root/other 4000 bytes (priority 9, for 16.000 s, ahead)
                          tried: asked root/big for 7000 bytes
                          to do: raise memorySizeBytes of the memory manager, or take less, or wait longer\
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
}
