package io.plimsoll.memory.arbitration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.arbitration.Bench.Party;
import io.plimsoll.memory.budget.allowance.PoolTerms;
import io.plimsoll.memory.request.MemoryPoolFailedException;
import io.plimsoll.memory.request.MemoryRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What may be done while memory is given back, and what becomes of who throws. */
class ReclaimRulesTest {

    private static final int BUDGET = 32 * 4096;

    private final Bench bench = new Bench(BUDGET);

    @AfterEach
    void theTreeIsSound() {
        bench.tree.books().verify();
    }

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
                                new Terms(0, 0, null, false));
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

    /** What an evictor gave back within a reclaimer ended the wait of whoever was served. */
    @Test
    void shouldServeOthers_whateverTheDepthOfReclaim() {
        Party holder = bench.party("holder", 0).holding(BUDGET);
        Waiter waiter = bench.party("asker", 0).async(10);
        bench.tree.contention().enterReclaim();
        bench.tree.contention().enterReclaim();
        holder.release(100);
        assertThat(waiter.isGranted()).isTrue();
        assertThatThrownBy(() -> bench.tree.tryReserve(holder.pool, 1))
                .hasMessageContaining("taken while giving memory back");
        bench.tree.contention().exitReclaim();
        assertThat(bench.tree.contention().isReclaiming()).isTrue();
        bench.tree.contention().exitReclaim();
        assertThat(bench.tree.tryReserve(holder.pool, 1)).isTrue();
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
}
