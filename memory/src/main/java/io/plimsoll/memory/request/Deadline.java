package io.plimsoll.memory.request;

import java.time.Duration;

/**
 * A moment until which something is worth doing.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class Deadline {

    private final TimeSource time;
    private final long nanoTime;

    private Deadline(TimeSource time, long nanoTime) {
        this.time = time;
        this.nanoTime = nanoTime;
    }

    /** Returns the moment that lies some nanoseconds ahead; a negative number counts as none. */
    public static Deadline after(long timeoutNanos, TimeSource time) {
        return new Deadline(time, time.nanoTime() + Math.max(0, timeoutNanos));
    }

    /** Returns the nanoseconds left: negative once the moment has passed. */
    public long remainingNanos() {
        return nanoTime - time.nanoTime();
    }

    /** Whether the moment has come. */
    public boolean hasPassed() {
        return remainingNanos() <= 0;
    }

    @Override
    public String toString() {
        return "Deadline[in " + Duration.ofNanos(remainingNanos()) + "]";
    }
}
