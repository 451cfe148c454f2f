package io.plimsoll.memory.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.arbitration.Bench.Party;
import io.plimsoll.memory.request.MemoryEvictor;
import org.junit.jupiter.api.Test;

/** Users' code that throws is told to the log: once, and with its pool. */
class BrokenGiversTest {

    private static final long BUDGET = 16 * 4096;

    private final Bench bench = new Bench(BUDGET);

    @Test
    void shouldLogOnce_thatAnEvictorThrewAndItsPoolWasFailed() {
        Party cache = bench.party("cache", 0).holding(BUDGET).evicting();
        cache.throwsThis = new IllegalStateException("torn list");
        stepTwice();
        assertThat(bench.log)
                .containsExactly(
                        "pool=root/cache was failed: its evictor threw java.lang.IllegalStateException: torn list, and may have left its memory half given back; close it <- java.lang.IllegalStateException: torn list");
        assertThat(cache.pool.failure()).isNotNull();
    }

    @Test
    void shouldLogOnce_thatAnEvictorThrowsWhenItIsLookedAt() {
        Party cache = bench.party("cache", 0).holding(BUDGET);
        bench.arbiter.add(cache.pool, new TornIndex());
        stepTwice();
        assertThat(bench.log)
                .containsExactly(
                        "pool=root/cache: its evictor threw when it was asked what it could give back, and is passed over while it does; said once <- java.lang.IllegalStateException: torn index");
    }

    @Test
    void shouldLogOnce_thatTheStrategyThrows() {
        Bench odd =
                new Bench(
                        BUDGET,
                        (_, _) -> {
                            throw new IllegalStateException("odd");
                        });
        Party cache = odd.party("cache", 0).holding(BUDGET).evicting().evicting();
        cache.inside = () -> cache.reclaimableBytes = 0;
        Waiter waiter = odd.party("asker", 0).waiting(1000);
        odd.step(waiter);
        odd.step(waiter);
        assertThat(odd.log)
                .containsExactly(
                        "the victim strategy threw: holders are asked in the order in which they made themselves known; said once <- java.lang.IllegalStateException: odd");
    }

    // Its message was asked for before its pool was failed: the reclaimer ran for ever, it seemed.
    @Test
    void shouldFailThePool_ofAReclaimerWhoseExceptionCannotBeRead() {
        Party worker = bench.party("worker", 0).holding(BUDGET).reclaiming();
        worker.throwsThis = new Unspeakable();
        Waiter waiter = bench.party("asker", 0).waiting(1000);
        bench.step(waiter);
        assertThat(worker.desk.honour()).isZero();
        assertThat(worker.pool.failure()).isNotNull();
        assertThat(worker.desk.requestedBytes()).isZero();
        assertThat(bench.arbiter.givers().isAnyPending(bench.tree.root())).isFalse();
    }

    @Test
    void shouldGoOn_whenTheLogThrows() {
        bench.logThrows = new IllegalStateException("disk full");
        Party worker = bench.party("worker", 0).holding(BUDGET).reclaiming();
        worker.throwsThis = new IllegalStateException("torn list");
        Waiter waiter = bench.party("asker", 0).waiting(1000);
        bench.step(waiter);
        assertThat(worker.desk.honour()).isZero();
        assertThat(worker.pool.failure()).isNotNull();
        assertThat(worker.desk.requestedBytes()).isZero();
    }

    private void stepTwice() {
        Waiter waiter = bench.party("asker", 0).waiting(1000);
        bench.step(waiter);
        bench.step(waiter);
    }

    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("unspeakable");
        }
    }

    private static final class TornIndex implements MemoryEvictor {
        @Override
        public long evictableBytes() {
            throw new IllegalStateException("torn index");
        }

        @Override
        public long evict(long targetBytes) {
            return 0;
        }
    }
}
