package io.plimsoll.operators.cache;

import io.plimsoll.operators.cache.segment.SegmentFigures;

/**
 * What happened in a cache since it was opened, and what it has. Figures of different parts of the
 * cache are taken one after the other.
 *
 * @param entries entries now, expired ones that were not met yet included
 * @param contentBytes bytes of their keys and values
 * @param memoryBytes bytes of memory, off the heap, used or at hand
 * @param hits lookups that found a value
 * @param misses lookups that found none
 * @param loads values that were loaded, and loads that gave none
 * @param loadFailures loads that threw
 * @param loadNanos time that loads took, those that threw included
 * @param writes values that were written, by loads and computations, too
 * @param refusals of these, values that were not kept: too large, or no memory was to be had
 * @param removed entries that users removed
 * @param replaced values that others took the place of
 * @param expired entries whose time was over
 * @param evicted entries that made room for others
 * @param recalled entries that made room for others who share the memory
 */
public record CacheStatistics(
        long entries,
        long contentBytes,
        long memoryBytes,
        long hits,
        long misses,
        long loads,
        long loadFailures,
        long loadNanos,
        long writes,
        long refusals,
        long removed,
        long replaced,
        long expired,
        long evicted,
        long recalled) {

    static CacheStatistics of(
            SegmentFigures figures, long loads, long loadFailures, long loadNanos) {
        return new CacheStatistics(
                figures.entries(),
                figures.contentBytes(),
                figures.leasedBytes(),
                figures.hits(),
                figures.misses(),
                loads,
                loadFailures,
                loadNanos,
                figures.writes(),
                figures.refusals(),
                figures.removed(),
                figures.replaced(),
                figures.expired(),
                figures.evicted(),
                figures.recalled());
    }

    /** Returns which part of all lookups found a value; 1 if there was none. */
    public double hitRate() {
        long lookups = hits + misses;
        return lookups == 0 ? 1 : (double) hits / lookups;
    }

    /** Returns how long a load took on average, in nanoseconds; 0 if there was none. */
    public double averageLoadNanos() {
        long ended = loads + loadFailures;
        return ended == 0 ? 0 : (double) loadNanos / ended;
    }
}
