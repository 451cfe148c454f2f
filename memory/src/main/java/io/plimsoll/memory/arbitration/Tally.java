package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.request.TimeSource;
import io.plimsoll.memory.snapshot.ArbitrationFigures;
import io.plimsoll.memory.snapshot.ReclaimFigures;
import io.plimsoll.memory.snapshot.WaiterFigures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts of what arbitration has done.
 *
 * <p><b>Threads:</b> any thread may count and read; to look at a waiter takes the arbiter's lock.
 */
final class Tally {

    final LongAdder grantedAtOnce = new LongAdder();
    final LongAdder grantedAfterWait = new LongAdder();
    final LongAdder denied = new LongAdder();
    final LongAdder ended = new LongAdder();
    final LongAdder failedPools = new LongAdder();
    private final LongAdder evictedBytes = new LongAdder();
    private final LongAdder reclaimedBytes = new LongAdder();

    void add(ReclaimFigures attempt) {
        switch (attempt.kind()) {
            case EVICT -> evictedBytes.add(attempt.freedBytes());
            case RECLAIM -> reclaimedBytes.add(attempt.freedBytes());
            case FAIL -> {
                // counted when the pool fails, for whatever reason
            }
        }
    }

    ArbitrationFigures figures(
            List<WaiterFigures> waiters, List<ReclaimFigures> history, long bypasses) {
        return new ArbitrationFigures(
                waiters,
                history,
                grantedAtOnce.sum(),
                grantedAfterWait.sum(),
                denied.sum(),
                ended.sum(),
                bypasses,
                evictedBytes.sum(),
                reclaimedBytes.sum(),
                failedPools.sum());
    }

    static List<WaiterFigures> waiters(List<Waiter> waiters, TimeSource time) {
        return waiters.stream().map(waiter -> waiter(waiter, time)).toList();
    }

    static WaiterFigures waiter(Waiter waiter, TimeSource time) {
        Claim claim = waiter.claim;
        return new WaiterFigures(
                claim.pool.path(),
                claim.words(),
                claim.bytes(),
                claim.bytes() - claim.missingBytes(),
                waiter.priority,
                Duration.ofNanos(time.nanoTime() - waiter.sinceNanos),
                Duration.ofNanos(Math.max(0, waiter.deadline.remainingNanos())),
                waiter.bypasses(),
                waiter.isExclusive());
    }
}
