package io.plimsoll.memory.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.budget.allowance.PoolTerms;
import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.region.FakeRegions;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What one pool asks costs the same however many there are. Measured in time of the processor. */
class ManyPoolsTest {

    private static final int PAGE = 4096;
    private static final int POOLS = 50_000;

    private final PoolTree tree =
            new PoolTree(
                    new PageStore(new FakeRegions(), (long) POOLS * PAGE, PAGE),
                    (long) POOLS * PAGE);
    private final List<PoolNode> pools = open();

    private List<PoolNode> open() {
        List<PoolNode> opened = new ArrayList<>();
        for (int i = 0; i < POOLS; i++) {
            PoolTerms terms = new PoolTerms("p", 0, Long.MAX_VALUE, 0, false, false);
            opened.add(((Opening.Opened) tree.open(tree.root(), terms)).pool());
        }
        return opened;
    }

    private static long millisOf(Runnable task) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        task.run();
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    /** Where each that closes looks for its place among the others, this takes seconds. */
    @Test
    void shouldCloseThem_inTimeThatGrowsWithTheirNumberOnly() {
        Collections.shuffle(pools, new Random(7));
        assertThat(millisOf(() -> pools.forEach(tree::close))).isLessThan(400);
        assertThat(tree.root().children).isEmpty();
    }

    /** Where each denial looks at all pools, this takes seconds. */
    @Test
    void shouldDeny_withoutLookingAtThemAll() {
        pools.forEach(pool -> assertThat(pool.takePage()).isNotNegative());
        PoolNode last = pools.getLast();
        long millis =
                millisOf(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        assertDenied(last);
                    }
                });
        assertThat(millis).isLessThan(400);
        tree.books().verify();
    }

    private static void assertDenied(PoolNode pool) {
        if (pool.takePage() != PageStore.NONE || pool.tryReserve(PAGE)) {
            throw new AssertionError("granted (expected no room)");
        }
    }

    @Test
    void shouldFindWhatAnyOfThemHasAtHand() {
        for (int i = 0; i < 100; i++) {
            PoolNode pool = pools.get(i * 7);
            pool.giveBack(pool.takePage());
            assertThat(pool.stockedLeaves).isEqualTo(1);
        }
        assertThat(tree.root().stockedLeaves).isEqualTo(100);
        assertThat(tree.takePages(pools.get(3), POOLS)).isNotNegative();
        assertThat(tree.root().stockedLeaves).isZero();
        tree.books().verify();
    }
}
