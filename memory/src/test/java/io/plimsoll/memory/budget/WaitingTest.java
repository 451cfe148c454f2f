package io.plimsoll.memory.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.budget.allowance.PoolTerms;
import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.region.FakeRegions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a pool tree promises to whoever waits for memory. */
@Timeout(60)
class WaitingTest {

    private static final int PAGE = 4096;
    private static final int PAGES = 256;

    private final PoolTree tree =
            new PoolTree(
                    new PageStore(new FakeRegions(), (long) PAGES * PAGE, PAGE),
                    (long) PAGES * PAGE);
    private final AtomicInteger told = new AtomicInteger();
    private final PoolNode pool = open("pool", 0);

    private PoolNode open(String name, long minBytes) {
        Opening opening =
                tree.open(
                        tree.root(),
                        new PoolTerms(name, minBytes, (long) PAGES * PAGE, 0, false, false));
        return ((Opening.Opened) opening).pool();
    }

    @Test
    void shouldTellNobody_whenNobodyWaits() {
        tree.contention().onFreed(told::incrementAndGet);
        pool.giveBack(pool.takePage());
        pool.tryReserve(100);
        pool.unreserve(100);
        tree.close(pool);
        assertThat(told).hasValue(0);
    }

    @Test
    void shouldTellOfEverythingThatComesFree_whenSomebodyWaits() {
        tree.contention().onFreed(told::incrementAndGet);
        PoolNode other = open("other", 10 * PAGE);
        int page = pool.takePage();
        pool.tryReserve(100);
        tree.contention().setWaiting(true);
        pool.giveBack(page);
        assertThat(told).as("a page").hasPositiveValue();
        assertThat(pool.roomBytes()).as("none at hand").isEqualTo((PAGES - 10L) * PAGE - 100);
        told.set(0);
        pool.unreserve(100);
        assertThat(told).as("bytes").hasPositiveValue();
        told.set(0);
        tree.close(other);
        assertThat(told).as("a pool").hasPositiveValue();
    }

    @Test
    void shouldWakeAWaiter_howeverTheMemoryComesBack() throws Exception {
        AtomicReference<CountDownLatch> bell = new AtomicReference<>(new CountDownLatch(1));
        tree.contention().onFreed(() -> bell.get().countDown());
        AtomicBoolean done = new AtomicBoolean();
        Thread holder =
                new Thread(() -> {
                    while (!done.get()) {
                        int page = pool.takePage();
                        if (page != PageStore.NONE) {
                            Thread.onSpinWait();
                            pool.giveBack(page);
                        }
                    }
                });
        PoolNode waiter = open("waiter", 0);
        waiter.tryReserve((PAGES - 1L) * PAGE);
        holder.start();
        for (int i = 0; i < 2000; i++) {
            bell.set(new CountDownLatch(1));
            tree.contention().setWaiting(true);
            while (!waiter.tryReserve(PAGE)) {
                assertThat(bell.get().await(10, TimeUnit.SECONDS)).as("round %d", i).isTrue();
                bell.set(new CountDownLatch(1));
            }
            tree.contention().setWaiting(false);
            waiter.unreserve(PAGE);
        }
        done.set(true);
        holder.join();
        tree.books().verify();
    }
}
