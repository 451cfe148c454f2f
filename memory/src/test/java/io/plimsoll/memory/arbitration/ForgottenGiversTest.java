package io.plimsoll.memory.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.arbitration.Bench.Party;
import io.plimsoll.memory.request.Deadline;
import io.plimsoll.memory.request.MemoryEvictor;
import io.plimsoll.memory.request.MemoryReclaimer;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Who cannot be asked any more belongs to the collector. It stayed, with all that it holds, until
 * somebody else made itself known.
 */
@Timeout(20)
class ForgottenGiversTest {

    private static final int BUDGET = 16 * 4096;

    private final Bench bench = new Bench(BUDGET);
    private final Party cache = bench.party("cache", 0);
    private Runnable withdrawal = () -> {};

    /** In methods of their own, so that no frame of a test keeps the object. */
    private WeakReference<Object> evictor() {
        MemoryEvictor evictor = new Idle();
        bench.arbiter.add(cache.pool, evictor);
        return new WeakReference<>(evictor);
    }

    private WeakReference<Object> reclaimer() {
        MemoryReclaimer reclaimer = new Idle();
        withdrawal = bench.arbiter.desk(cache.pool).add(reclaimer);
        return new WeakReference<>(reclaimer);
    }

    private static void awaitCollected(WeakReference<Object> reference)
            throws InterruptedException {
        while (reference.get() != null) {
            System.gc();
            Thread.sleep(5);
        }
        assertThat(reference.get()).isNull();
    }

    @Test
    void shouldForgetAReclaimer_thatWasWithdrawn() throws Exception {
        WeakReference<Object> reclaimer = reclaimer();
        withdrawal.run();
        withdrawal = () -> {};
        awaitCollected(reclaimer);
    }

    @Test
    void shouldForgetBothKinds_whenTheirPoolIsClosed() throws Exception {
        WeakReference<Object> reclaimer = reclaimer();
        WeakReference<Object> evictor = evictor();
        withdrawal = () -> {};
        bench.tree.close(cache.pool);
        awaitCollected(reclaimer);
        awaitCollected(evictor);
    }

    @Test
    void shouldForgetAnEvictor_whenAClosedPoolHasGivenEverythingBack() throws Exception {
        cache.holding(1000);
        WeakReference<Object> evictor = evictor();
        bench.tree.close(cache.pool);
        bench.tree.unreserve(cache.pool, 1000);
        awaitCollected(evictor);
    }

    private static final class Idle implements MemoryEvictor, MemoryReclaimer {
        @Override
        public long evictableBytes() {
            return 0;
        }

        @Override
        public long evict(long targetBytes) {
            return 0;
        }

        @Override
        public long reclaimableBytes() {
            return 0;
        }

        @Override
        public long reclaim(long targetBytes, Deadline deadline) {
            return 0;
        }

        @Override
        public int priority(int poolPriority) {
            return poolPriority;
        }

        @Override
        public long lastUseNanos() {
            return 0;
        }

        @Override
        public long useCount() {
            return 0;
        }
    }
}
