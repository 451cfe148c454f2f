package io.plimsoll.memory.snapshot;

import java.time.Duration;

/**
 * An attempt to get memory back from somebody who holds it.
 *
 * @param poolPath path of the pool that held the memory
 * @param kind how it was to be got
 * @param forPoolPath path of the pool that wanted it
 * @param forPriority priority of its request
 * @param askedBytes how much was wanted
 * @param freedBytes how much came back, as the holder says; 0 when a pool was failed, since its
 *     memory comes back later, as its user releases it
 * @param atNanos when it ended, on the manager's clock
 * @param duration how long the holder worked
 * @param outcome how it went
 */
public record ReclaimFigures(
        String poolPath,
        Kind kind,
        String forPoolPath,
        int forPriority,
        long askedBytes,
        long freedBytes,
        long atNanos,
        Duration duration,
        Outcome outcome) {

    /** How memory is got back. */
    public enum Kind {
        /** By an evictor, on the thread that wanted the memory. */
        EVICT,
        /** By a reclaimer, at a safe point of its pool. */
        RECLAIM,
        /** By failing the pool. */
        FAIL
    }

    /** How an attempt went. */
    public enum Outcome {
        /** Something came back. */
        FREED,
        /** Nothing came back. */
        REFUSED,
        /** The holder threw, and its pool was failed; or the pool was failed for another's sake. */
        FAILED
    }
}
