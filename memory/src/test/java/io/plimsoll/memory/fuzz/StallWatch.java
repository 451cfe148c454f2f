package io.plimsoll.memory.fuzz;

import java.util.concurrent.TimeUnit;

/**
 * Notices how long threads are kept from going on by other things that the machine has to do: a
 * thread that sleeps for a moment, again and again, and looks how long it was.
 */
final class StallWatch implements AutoCloseable {

    private static final long SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private volatile long longestNanos;
    private volatile long beganNanos = System.nanoTime();
    private volatile boolean closed;

    StallWatch() {
        Thread.ofPlatform().daemon().name("fuzz-stall-watch").start(this::watch);
    }

    private void watch() {
        while (!closed) {
            beganNanos = System.nanoTime();
            try {
                TimeUnit.NANOSECONDS.sleep(SLEEP_NANOS);
            } catch (InterruptedException ended) {
                return;
            }
            longestNanos = Math.max(longestNanos, sleptTooLongNanos());
        }
    }

    private long sleptTooLongNanos() {
        return System.nanoTime() - beganNanos - SLEEP_NANOS;
    }

    /** The longest until now; one that has not ended counts, too. */
    long longestNanos() {
        return Math.max(longestNanos, sleptTooLongNanos());
    }

    @Override
    public void close() {
        closed = true;
    }
}
