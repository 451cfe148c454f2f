package io.plimsoll.memory.snapshot;

import java.util.List;

/**
 * Requests and what was done for them, since the manager was made.
 *
 * @param waiters who waits now, those served first first
 * @param history the last attempts to get memory back, oldest first
 * @param grantedAtOnce requests that did not wait
 * @param grantedAfterWait requests that waited and were granted
 * @param denied requests that were denied
 * @param ended requests that were cancelled, interrupted, or whose pool closed or failed
 * @param bypasses how often a waiter was overtaken
 * @param evictedBytes what evictors gave back
 * @param reclaimedBytes what reclaimers gave back
 * @param failedPools pools that were failed
 */
public record ArbitrationFigures(
        List<WaiterFigures> waiters,
        List<ReclaimFigures> history,
        long grantedAtOnce,
        long grantedAfterWait,
        long denied,
        long ended,
        long bypasses,
        long evictedBytes,
        long reclaimedBytes,
        long failedPools) {

    /** Keeps copies of the lists. */
    public ArbitrationFigures {
        waiters = List.copyOf(waiters);
        history = List.copyOf(history);
    }

    /** Returns the figures of a manager that was never asked for more than there was. */
    public static ArbitrationFigures none() {
        return new ArbitrationFigures(List.of(), List.of(), 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
