package io.plimsoll.spill.space;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a directory works. One that failed is avoided for a second, then tried again; for twice
 * as long after each further failure, up to a minute.
 *
 * <p>Thread rule: any thread.
 */
final class DirectoryHealth {

    private static final long FIRST_PAUSE_NANOS = 1_000_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 60 * FIRST_PAUSE_NANOS;

    private final LongSupplier nanoClock;

    // Guarded by this: everything below.
    private long failures;
    private long pauseNanos;
    private long avoidedSinceNanos;
    private @Nullable String lastFailure;

    DirectoryHealth(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Notes a failure that was not for want of room. */
    synchronized void failed(Throwable failure) {
        failures++;
        pauseNanos = Math.clamp(2 * pauseNanos, FIRST_PAUSE_NANOS, LONGEST_PAUSE_NANOS);
        avoidedSinceNanos = nanoClock.getAsLong();
        lastFailure = failure.toString();
    }

    /** Notes that something was written. */
    synchronized void worked() {
        pauseNanos = 0;
    }

    /** Whether the last thing that happened was a failure. */
    synchronized boolean isFailing() {
        return pauseNanos > 0;
    }

    /** Whether it failed so recently that others are better. */
    synchronized boolean isAvoided() {
        return pauseNanos > 0 && nanoClock.getAsLong() - avoidedSinceNanos < pauseNanos;
    }

    synchronized long failures() {
        return failures;
    }

    synchronized @Nullable String lastFailure() {
        return lastFailure;
    }
}
