package io.plimsoll.operators.cache.segment;

/**
 * What happened in a part of a cache since it was opened, and what it has.
 *
 * @param entries entries now
 * @param contentBytes bytes of their keys and values
 * @param leasedBytes bytes of pages, used or at hand
 * @param hits lookups that found a value
 * @param misses lookups that found none
 * @param writes values written
 * @param refusals values that were not taken, for want of room
 * @param removed entries that left for {@link Departure.Reason#REMOVED}
 * @param replaced for {@link Departure.Reason#REPLACED}
 * @param expired for {@link Departure.Reason#EXPIRED}
 * @param evicted for {@link Departure.Reason#EVICTED}
 * @param recalled for {@link Departure.Reason#RECALLED}
 */
public record SegmentFigures(
        long entries,
        long contentBytes,
        long leasedBytes,
        long hits,
        long misses,
        long writes,
        long refusals,
        long removed,
        long replaced,
        long expired,
        long evicted,
        long recalled) {

    /** Nothing yet. */
    public static final SegmentFigures NONE =
            new SegmentFigures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Returns the sums of these figures and others. */
    public SegmentFigures plus(SegmentFigures other) {
        return new SegmentFigures(
                entries + other.entries,
                contentBytes + other.contentBytes,
                leasedBytes + other.leasedBytes,
                hits + other.hits,
                misses + other.misses,
                writes + other.writes,
                refusals + other.refusals,
                removed + other.removed,
                replaced + other.replaced,
                expired + other.expired,
                evicted + other.evicted,
                recalled + other.recalled);
    }
}
