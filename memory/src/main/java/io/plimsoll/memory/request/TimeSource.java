package io.plimsoll.memory.request;

import java.time.Instant;

/**
 * Where waits read the time: a seam, so that tests decide when a deadline has come.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
public interface TimeSource {

    /** Nanoseconds since an arbitrary moment; never goes back. */
    long nanoTime();

    /** The time of day, in which a deadline may be given. */
    Instant instant();

    /** The clocks of the system. */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }

    /** The clocks of the system; an enum, so that there is one. */
    enum SystemTime implements TimeSource {
        /** The only one. */
        INSTANCE;

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Instant instant() {
            return Instant.now();
        }
    }
}
