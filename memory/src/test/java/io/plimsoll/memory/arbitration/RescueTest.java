package io.plimsoll.memory.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.arbitration.Bench.Party;
import io.plimsoll.memory.budget.allowance.PoolTerms;
import io.plimsoll.memory.request.MemoryDenial;
import io.plimsoll.memory.request.MemoryDenial.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who has to go when asking does not help, rule by rule, on one thread. */
class RescueTest {

    private static final int BUDGET = 32 * 4096;

    private final Bench bench = new Bench(BUDGET);

    @AfterEach
    void theTreeIsSound() {
        bench.tree.books().verify();
    }

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
        assertThat(bench.events).containsExactly("FAIL root/low 0 of 1000 FAILED");
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

    // A pool that was handed from one thread to the next was "shared" for ever after.
    @Test
    void shouldSeeADeadlock_whenThePoolsFormerThreadsHaveEnded() throws Exception {
        Party low = bench.party("low", 1).holding(BUDGET / 2);
        bench.party("high", 2).holding(BUDGET / 2).waiting(1000);
        Thread former = Thread.ofPlatform().start(low.desk::noteUser);
        former.join();
        Waiter waiter = low.waiting(1000);
        bench.run(Duration.ofMillis(30), waiter);
        assertThat(bench.denial(waiter).reason()).isEqualTo(Reason.DEADLOCK);
    }

    @Test
    void shouldBelieveInADeadlock_fromHalfTimeOnOnly_whenAnotherThreadOfThePoolMayRun()
            throws Exception {
        Party low = bench.party("low", 1).holding(BUDGET / 2);
        bench.party("high", 2).holding(BUDGET / 2).waiting(1000);
        Bystander other = new Bystander(low.desk::noteUser);
        Waiter waiter = low.waiting(1000);
        bench.run(Bench.TIMEOUT.dividedBy(2).minusMillis(10), waiter);
        assertThat(waiter.isWaiting()).isTrue();
        bench.run(Duration.ofMillis(30), waiter);
        assertThat(bench.denial(waiter).reason()).isEqualTo(Reason.DEADLOCK);
        other.end();
    }

    // Threads of a shared executor counted as users for as long as they lived.
    @Test
    void shouldSeeADeadlock_whenAnotherThreadHasGivenBackWhatItWasGranted() throws Exception {
        Party low = bench.party("low", 1).holding(BUDGET / 2);
        bench.party("high", 2).holding(BUDGET / 2).waiting(1000);
        Bystander other = new Bystander(() -> low.desk.noteUser().leave());
        Waiter waiter = low.waiting(1000);
        bench.run(Duration.ofMillis(30), waiter);
        assertThat(bench.denial(waiter).reason()).isEqualTo(Reason.DEADLOCK);
        other.end();
    }

    @Test
    void shouldSeeADeadlock_whenAnotherThreadOfThePoolWaitsInAnotherOne() throws Exception {
        Party low = bench.party("low", 1).holding(BUDGET / 2);
        Waiter elsewhere = bench.party("high", 2).holding(BUDGET / 2).waiting(1000);
        Bystander other = new Bystander(low.desk::noteUser);
        elsewhere.drivenBy(other.thread);
        Waiter waiter = low.waiting(1000);
        bench.run(Duration.ofMillis(30), waiter);
        assertThat(bench.denial(waiter).reason()).isEqualTo(Reason.DEADLOCK);
        other.end();
    }

    // Seventeen threads at once, and who uses the pool was not known ever after.
    @Test
    void shouldKnowWhoUsesAPool_afterACrowdHasLeft() throws Exception {
        PoolDesk desk = bench.arbiter.desk(bench.tree.root());
        List<PoolDesk.User> users = new CopyOnWriteArrayList<>();
        List<Bystander> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            threads.add(new Bystander(() -> users.add(desk.noteUser())));
        }
        Set<Thread> all = threads.stream().map(each -> each.thread).collect(Collectors.toSet());
        assertThat(desk.isEachUserOf(all)).as("a crowd").isFalse();
        users.subList(0, 19).forEach(PoolDesk.User::leave);
        assertThat(desk.isEachUserOf(Set.of())).isFalse();
        users.getLast().leave();
        assertThat(desk.isEachUserOf(Set.of())).isTrue();
        PoolDesk.User self = desk.noteUser();
        assertThat(desk.isEachUserOf(Set.of())).isFalse();
        assertThat(desk.isEachUserOf(Set.of(Thread.currentThread()))).isTrue();
        self.leave();
        threads.forEach(Bystander::end);
    }

    /** A thread that does something, and then lives on until it is ended. */
    private static final class Bystander {
        private final CountDownLatch end = new CountDownLatch(1);
        final Thread thread;

        Bystander(Runnable first) throws InterruptedException {
            CountDownLatch done = new CountDownLatch(1);
            thread =
                    Thread.ofVirtual()
                            .start(() -> {
                                first.run();
                                done.countDown();
                                try {
                                    end.await();
                                } catch (InterruptedException ended) {
                                    Thread.currentThread().interrupt();
                                }
                            });
            done.await();
        }

        void end() {
            end.countDown();
        }
    }

    // Of two threads that were the first at once, one was forgotten.
    @Test
    void shouldKnowBothThreads_thatRequestAtOnce() throws Exception {
        for (int i = 0; i < 2000; i++) {
            PoolDesk desk = bench.arbiter.desk(bench.tree.root());
            CyclicBarrier start = new CyclicBarrier(2);
            FutureTask<Boolean> other =
                    new FutureTask<>(() -> {
                        start.await();
                        desk.noteUser();
                        return desk.isEachUserOf(Set.of(Thread.currentThread()));
                    });
            CountDownLatch end = new CountDownLatch(1);
            Thread thread =
                    Thread.ofVirtual()
                            .start(() -> {
                                other.run();
                                try {
                                    end.await();
                                } catch (InterruptedException ended) {
                                    Thread.currentThread().interrupt();
                                }
                            });
            start.await();
            desk.noteUser();
            other.get();
            assertThat(desk.isEachUserOf(Set.of(Thread.currentThread()))).isFalse();
            assertThat(desk.isEachUserOf(Set.of(thread))).isFalse();
            end.countDown();
        }
    }

    // What the queue had gathered for a request counted as held by its pool, which was failed.
    @Test
    void shouldTakeBackWhatWasGathered_ratherThanFailAPoolForIt() {
        Party holder = bench.party("holder", 9).holding(BUDGET);
        Party low = bench.party("low", 1);
        Waiter large = gathering(low, holder);
        bench.time.pass(Duration.ofSeconds(4));
        Waiter high = bench.party("high", 3).waiting(400);
        assertThat(high.isWaiting()).as("it is younger than a level's worth").isTrue();
        bench.run(Duration.ofSeconds(9), high);
        assertThat(low.pool.failure()).isNull();
        assertThat(high.isGranted()).isTrue();
        assertThat(large.isWaiting()).isTrue();
        assertThat(large.isExclusive()).isFalse();
    }

    // One waited for the holders, and they for what was gathered for it: somebody had to go.
    @Test
    void shouldGiveBackWhatWasGathered_inADeadlock() {
        Party holder = bench.party("holder", 1).holding(BUDGET);
        Waiter large = gathering(bench.party("large", 1), holder);
        Waiter small = holder.waiting(400);
        bench.run(Duration.ofMillis(100), large, small);
        assertThat(small.isGranted()).isTrue();
        assertThat(holder.pool.failure()).isNull();
        assertThat(large.isWaiting()).isTrue();
    }

    /** Has a request wait for 2000 bytes, of which 1000 are gathered for it. */
    private Waiter gathering(Party asker, Party holder) {
        Waiter large = asker.waiting(2000);
        Party small = bench.party("small", 1);
        for (int i = 0; i < WaitQueue.MAX_BYPASSES; i++) {
            Waiter waiter = small.async(1000);
            (i == 0 ? holder : small).release(1000);
            assertThat(waiter.isGranted()).isTrue();
            small.heldBytes = 1000;
        }
        small.release(1000);
        assertThat(large.claim.gatheredBytes()).isEqualTo(1000);
        return large;
    }
}
