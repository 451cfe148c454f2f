package io.plimsoll.operators.cache.segment;

import java.util.Arrays;

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
 * @param departures entries that left, by {@link Departure.Reason}
 */
public record SegmentFigures(
        long entries,
        long contentBytes,
        long leasedBytes,
        long hits,
        long misses,
        long writes,
        long refusals,
        long[] departures) {

    /** Nothing yet. */
    public static final SegmentFigures NONE =
            new SegmentFigures(0, 0, 0, 0, 0, 0, 0, new long[Departure.Reason.values().length]);

    /** How many entries left for a reason. */
    public long departed(Departure.Reason reason) {
        return departures[reason.ordinal()];
    }

    /** Returns the sums of these figures and others. */
    public SegmentFigures plus(SegmentFigures other) {
        long[] both = departures.clone();
        Arrays.setAll(both, at -> departures[at] + other.departures[at]);
        return new SegmentFigures(
                entries + other.entries,
                contentBytes + other.contentBytes,
                leasedBytes + other.leasedBytes,
                hits + other.hits,
                misses + other.misses,
                writes + other.writes,
                refusals + other.refusals,
                both);
    }
}
