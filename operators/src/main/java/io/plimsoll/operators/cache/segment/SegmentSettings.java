package io.plimsoll.operators.cache.segment;

import io.plimsoll.memory.request.TimeSource;

/**
 * What the parts of a cache have in common.
 *
 * @param policy which entries are worth keeping
 * @param afterWriteNanos how long an entry lives after it was written; {@link #NEVER}: for ever
 * @param afterAccessNanos how long an entry lives after it was last used
 * @param expiring whether entries have deadlines at all
 * @param clock tells the time to expiring entries
 */
public record SegmentSettings(
        Policy policy,
        long afterWriteNanos,
        long afterAccessNanos,
        boolean expiring,
        TimeSource clock) {

    /** A time that never ends. */
    public static final long NEVER = Long.MAX_VALUE;

    /** The policies that there are. */
    public enum Policy {
        /** {@link io.plimsoll.operators.cache.policy.WTinyLfuPolicy}. */
        W_TINY_LFU,
        /** {@link io.plimsoll.operators.cache.policy.LruPolicy}. */
        LRU,
        /** {@link io.plimsoll.operators.cache.policy.LfuPolicy}. */
        LFU
    }
}
