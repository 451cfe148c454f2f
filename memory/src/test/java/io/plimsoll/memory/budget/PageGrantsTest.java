package io.plimsoll.memory.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.budget.allowance.PoolTerms;
import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.region.FakeRegions;
import org.junit.jupiter.api.Test;

/** Pages on their way from the store to a pool. */
class PageGrantsTest {

    private static final int PAGE = 4096;
    private static final int BUDGET_PAGES = 256;
    private static final long BUDGET = (long) BUDGET_PAGES * PAGE;

    // A denial blamed the platform for what it had refused once, long ago.
    @Test
    void shouldForgetARefusal_onceMemoryIsDrawn() {
        FakeRegions regions = new FakeRegions();
        PoolTree tree = new PoolTree(new PageStore(regions, BUDGET, PAGE), BUDGET);
        PoolTerms terms = new PoolTerms("pool", 0, BUDGET, 0, false, false);
        PoolNode pool = ((Opening.Opened) tree.open(tree.root(), terms)).pool();
        regions.refuses = true;
        assertThat(pool.takePage()).isEqualTo(PageStore.NONE);
        assertThat(tree.books().pagesDenied(pool, 1).refusal()).isEqualTo("refused by the test");
        regions.refuses = false;
        assertThat(pool.takePage()).isNotEqualTo(PageStore.NONE);
        assertThat(tree.books().pagesDenied(pool, 1).refusal()).isNull();
    }

    // It also did when it was the budget that denied it later.
    @Test
    void shouldForgetARefusal_onceTheBudgetDenies() {
        FakeRegions regions = new FakeRegions();
        PoolTree tree = new PoolTree(new PageStore(regions, BUDGET, PAGE), BUDGET);
        PoolTerms terms = new PoolTerms("pool", 0, BUDGET, 0, false, false);
        PoolNode pool = ((Opening.Opened) tree.open(tree.root(), terms)).pool();
        regions.refuses = true;
        assertThat(pool.takePage()).isEqualTo(PageStore.NONE);
        assertThat(pool.takePages(BUDGET_PAGES + 1)).isEqualTo(PageStore.NONE);
        assertThat(tree.books().refusal()).isNull();
    }
}
