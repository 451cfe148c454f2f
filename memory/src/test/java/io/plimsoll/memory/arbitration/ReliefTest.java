package io.plimsoll.memory.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.arbitration.Bench.Party;
import io.plimsoll.memory.budget.allowance.PoolTerms;
import io.plimsoll.memory.request.MemoryEvictor;
import io.plimsoll.memory.request.VictimStrategy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In which order memory is looked for, rule by rule, on one thread. */
class ReliefTest {

    private static final int BUDGET = 32 * 4096;

    private Bench bench = new Bench(BUDGET);

    @AfterEach
    void theTreeIsSound() {
        bench.tree.books().verify();
    }

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

    // The victim spilled at its next safe point, though nobody had waited for long.
    @Test
    void shouldNotReclaim_forAWaiterThatHasGone() {
        Party holder = bench.party("holder", 0).holding(BUDGET).reclaiming();
        Waiter waiter = bench.party("asker", 0).waiting(10);
        bench.step(waiter);
        assertThat(holder.desk.requestedBytes()).isPositive();
        bench.arbiter.cancel(waiter);
        assertThat(holder.desk.reclaimIfRequested()).isZero();
        assertThat(holder.desk.requestedBytes()).isZero();
        assertThat(holder.heldBytes).isEqualTo(BUDGET);
    }

    @Test
    void shouldReclaim_forAnotherWaiter_whenTheOneThatAskedHasGone() {
        Party holder = bench.party("holder", 0).holding(BUDGET).reclaiming();
        Waiter waiter = bench.party("asker", 0).waiting(10);
        bench.step(waiter);
        Waiter other = bench.party("other", 0).waiting(10);
        bench.arbiter.cancel(waiter);
        assertThat(holder.desk.reclaimIfRequested()).isPositive();
        assertThat(other.isGranted()).isTrue();
    }

    @Test
    void shouldGoOn_whenSomebodyWhoCouldGiveBackIsBroken() {
        Party broken = bench.party("broken", 0).holding(BUDGET / 2);
        bench.arbiter.add(
                broken.pool,
                new MemoryEvictor() {
                    @Override
                    public long evictableBytes() {
                        throw new AssertionError("broken");
                    }

                    @Override
                    public long evict(long targetBytes) {
                        return 0;
                    }
                });
        bench.party("whole", 5).holding(BUDGET / 2).evicting();
        Waiter waiter = bench.party("asker", 0).waiting(10);
        bench.step(waiter);
        assertThat(waiter.isGranted()).isTrue();
    }
}
