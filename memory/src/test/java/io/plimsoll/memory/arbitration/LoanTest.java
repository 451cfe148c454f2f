package io.plimsoll.memory.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.arbitration.Bench.Party;
import io.plimsoll.memory.budget.allowance.PoolTerms;
import io.plimsoll.memory.request.MemoryPoolFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A guarantee is had, whatever became of the cache that lives on it. */
class LoanTest {

    private static final int BUDGET = 32 * 4096;

    private final Bench bench = new Bench(BUDGET);
    private final Party owner =
            bench.party(bench.tree.root(), new PoolTerms("owner", BUDGET, BUDGET, 0, false, false));
    private final Party cache =
            bench.party(bench.tree.root(), new PoolTerms("cache", 0, BUDGET, 0, true, false));

    @BeforeEach
    void theCacheLivesOnTheGuarantee() {
        cache.evicting().holding(BUDGET);
    }

    @AfterEach
    void theTreeIsSound() {
        bench.tree.books().verify();
    }

    private void theOwnerGetsAllOfIt() {
        assertThat(owner.pool.tryReserve(BUDGET)).isTrue();
        assertThat(cache.heldBytes).isZero();
    }

    @Test
    void shouldBeTakenBack_andTold() {
        theOwnerGetsAllOfIt();
        assertThat(bench.events)
                .containsExactly("EVICT root/cache %d of %d FREED".formatted(BUDGET, BUDGET));
        assertThat(bench.arbiter.figures().evictedBytes()).isEqualTo(BUDGET);
        assertThat(bench.arbiter.figures().history()).hasSize(1);
    }

    // Nobody asked the evictor of a pool that was failed, and the owner was denied for ever.
    @Test
    void shouldBeTakenBack_fromACacheThatWasFailed() {
        bench.tree.contention().fail(cache.pool, new MemoryPoolFailedException("failed", null));
        theOwnerGetsAllOfIt();
    }

    @Test
    void shouldBeTakenBack_fromACacheThatWasClosedWithMemoryOut() {
        bench.tree.close(cache.pool);
        theOwnerGetsAllOfIt();
    }

    // What the cache still had was out of everybody's reach.
    @Test
    void shouldBeTakenBack_beforeTheLastEvictorGoes() {
        cache.withdrawal.run();
        assertThat(cache.heldBytes).isZero();
        assertThat(bench.tree.tryReserve(cache.pool, 1)).isFalse();
        theOwnerGetsAllOfIt();
        cache.withdrawal.run();
    }

    // What came back was lent to it again meanwhile, and was out of reach then.
    @Test
    void shouldBorrowNoMore_whileItsLastEvictorGoes() {
        List<Boolean> borrowed = new ArrayList<>();
        cache.inside = () -> borrowed.add(CompletableFuture.supplyAsync(this::borrowAgain).join());
        cache.withdrawal.run();
        assertThat(borrowed).containsExactly(false);
        theOwnerGetsAllOfIt();
    }

    private boolean borrowAgain() {
        cache.release(4096);
        return bench.tree.tryReserve(cache.pool, 4096);
    }

    @Test
    void shouldGo_thoughItsEvictorGivesNothing() {
        cache.reclaimableBytes = 0;
        cache.withdrawal.run();
        assertThat(owner.pool.tryReserve(BUDGET)).isFalse();
        assertThat(bench.arbiter.figures().history()).hasSize(1);
    }

    // Of two evictors one went, and with it the pool's right to live on loans, or its evictor.
    @Test
    void shouldLeaveTheOther_ofTwoEvictors() {
        Runnable first = cache.withdrawal;
        cache.evicting();
        first.run();
        assertThat(cache.heldBytes).isEqualTo(BUDGET);
        theOwnerGetsAllOfIt();
        owner.pool.unreserve(BUDGET);
        assertThat(bench.tree.tryReserve(cache.pool, 1)).isTrue();
    }

    @Test
    void shouldAskNoMore_whoseEvictorThrew() {
        cache.throwsThis = new IllegalStateException("torn");
        assertThat(owner.pool.tryReserve(BUDGET)).isFalse();
        assertThat(cache.pool.failure()).isNotNull();
        cache.throwsThis = null;
        assertThat(owner.pool.tryReserve(BUDGET)).isFalse();
        assertThat(cache.heldBytes).isEqualTo(BUDGET);
    }

    // It went on no list and in no log: the owner was denied his guarantee without a word.
    @Test
    void shouldSayWhatIsLost_whenTheEvictorOfAFailedPoolThrows() {
        bench.tree.contention().fail(cache.pool, new MemoryPoolFailedException("failed", null));
        cache.throwsThis = new IllegalStateException("torn");
        assertThat(owner.pool.tryReserve(BUDGET)).isFalse();
        assertThat(bench.log)
                .containsExactly(
                        "pool=root/cache was failed or closed before: its evictor threw java.lang.IllegalStateException: torn, and is not asked again; %d bytes that were lent to it stay with it <- java.lang.IllegalStateException: torn"
                                .formatted(BUDGET));
        assertThat(owner.pool.tryReserve(BUDGET)).isFalse();
        assertThat(bench.log).hasSize(1);
    }
}
