package io.plimsoll.memory.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.budget.allowance.PoolTerms;
import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.region.FakeRegions;
import org.junit.jupiter.api.Test;

/** What a pool has at hand is a small part of the budget, as that is now. */
class StockSizeTest {

    private static final int PAGE = 4096;
    private static final long LARGE = 1L << 30;

    private final PoolTree tree =
            new PoolTree(new PageStore(new FakeRegions(), LARGE, PAGE), LARGE);
    private final PoolNode pool =
            ((Opening.Opened)
                            tree.open(
                                    tree.root(), new PoolTerms("pool", 0, LARGE, 0, false, false)))
                    .pool();

    private long idleBytes() {
        return tree.books().figures(pool).idleBytes();
    }

    private void use() {
        int page = pool.takePage();
        assertThat(pool.tryReserve(10)).isTrue();
        pool.unreserve(10);
        for (int i = 0; i < 40; i++) {
            pool.giveBack(page);
            page = pool.takePage();
        }
        pool.giveBack(page);
    }

    // A quarter of a small budget lay at hand of one thread, since it had been a large one once.
    @Test
    void shouldFollowTheBudget() {
        use();
        assertThat(idleBytes()).isGreaterThan(1 << 20);
        for (long small : new long[] {4L << 20, 1L << 20}) {
            tree.limits().resizeBudget(small, 0);
            use();
            assertThat(idleBytes()).isBetween(1L, small / 32);
        }
        tree.limits().resizeBudget(LARGE, 0);
        use();
        assertThat(idleBytes()).isGreaterThan(1 << 20);
        tree.books().verify();
    }
}
