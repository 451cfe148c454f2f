package io.plimsoll.spill.space;

import java.util.function.LongSupplier;

/**
 * What bounds spill files besides the directories' own quotas.
 *
 * @param quotaBytes the most bytes of all files together
 * @param reservedFreeBytes what is to stay free in each directory for others; negative for the
 *     default
 * @param descriptorsMax the most files open at a time
 * @param nanoClock the time, for trying failed directories again
 */
public record SpaceLimits(
        long quotaBytes, long reservedFreeBytes, int descriptorsMax, LongSupplier nanoClock) {

    /** At least so much stays free unless told otherwise. */
    private static final long DEFAULT_RESERVE_BYTES = 128L << 20;

    /** But never more than one part in so many of what is free at the start. */
    private static final long DEFAULT_RESERVE_SHARE = 32;

    /** What stays free in a directory in which {@code usableBytes} are free at the start. */
    long reserveOf(long usableBytes) {
        return reservedFreeBytes >= 0
                ? reservedFreeBytes
                : Math.min(DEFAULT_RESERVE_BYTES, Math.max(0, usableBytes) / DEFAULT_RESERVE_SHARE);
    }
}
