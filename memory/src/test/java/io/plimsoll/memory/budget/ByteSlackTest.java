package io.plimsoll.memory.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.budget.allowance.PoolTerms;
import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.region.FakeRegions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes that are reserved without a lock are counted as exactly as those under it. */
@Timeout(60)
class ByteSlackTest {

    private static final int PAGE = 4096;
    private static final long BUDGET = 64 << 20;

    private final PoolTree tree =
            new PoolTree(new PageStore(new FakeRegions(), BUDGET, PAGE), BUDGET);
    private final PoolNode pool = open("pool");

    private PoolNode open(String name) {
        PoolTerms terms = new PoolTerms(name, 0, BUDGET, 0, false, false);
        return ((Opening.Opened) tree.open(tree.root(), terms)).pool();
    }

    @Test
    void shouldRefuseToTakeBackMoreThanWasReserved_toTheByte() {
        pool.tryReserve(1000);
        assertThatThrownBy(() -> pool.unreserve(1001))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected at most the 1000 reserved");
        assertThat(tree.books().reservedBytes(pool)).isEqualTo(1000);
        pool.unreserve(400);
        assertThatThrownBy(() -> pool.unreserve(601)).isInstanceOf(IllegalStateException.class);
        pool.unreserve(600);
        assertThatThrownBy(() -> pool.unreserve(1)).isInstanceOf(IllegalStateException.class);
        assertThat(tree.books().usedBytes(tree.root())).isZero();
        tree.books().verify();
    }

    @Test
    void shouldGrantTheLastByte_whoeverHasTheSlack() throws Exception {
        PoolNode other = open("other");
        Thread thread = new Thread(() -> assertThat(other.tryReserve(10)).isTrue());
        thread.start();
        thread.join();
        pool.tryReserve(10);
        assertThat(pool.tryReserve(BUDGET - 19)).isFalse();
        assertThat(pool.tryReserve(BUDGET - 20)).isTrue();
        assertThat(pool.tryReserve(1)).isFalse();
        assertThat(tree.books().availableBytes(pool)).isZero();
        tree.books().verify();
    }

    @Test
    void shouldKnowThePeak_toTheByte() {
        pool.tryReserve(700);
        pool.tryReserve(5000);
        pool.unreserve(5000);
        pool.tryReserve(10);
        assertThat(pool.peakBytes()).isEqualTo(5700);
        assertThat(tree.root().peakBytes()).isEqualTo(5700);
    }

    @Test
    void shouldCountExactly_whenOtherThreadsGiveBackWhatOneReserved() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            SplittableRandom random = new SplittableRandom(t);
            threads.add(new Thread(() -> wander(random)));
        }
        pool.tryReserve(40_000);
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        tree.books().verify();
        assertThat(tree.books().reservedBytes(pool)).isEqualTo(40_000);
        pool.unreserve(40_000);
        assertThat(tree.books().usedBytes(pool)).isZero();
    }

    /** Gives back before it reserves: what others reserved, so cells of both kinds meet. */
    private void wander(SplittableRandom random) {
        for (int i = 0; i < 50_000; i++) {
            long bytes = random.nextInt(10_000);
            pool.unreserve(bytes);
            assertThat(pool.tryReserve(bytes)).isTrue();
        }
    }
}
