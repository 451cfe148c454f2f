package io.plimsoll.memory.request;

/**
 * Somebody who could give memory back, as a {@link VictimStrategy} sees it.
 *
 * @param poolPath path of the pool that holds the memory
 * @param priority how dear the memory is; lower goes first
 * @param reclaimableBytes what could come free for the request, about
 * @param lastUseNanos when the memory was last used
 * @param useCount how often it was used
 * @param order increases with the time at which the holder made itself known
 */
public record Victim(
        String poolPath,
        int priority,
        long reclaimableBytes,
        long lastUseNanos,
        long useCount,
        long order) {}
