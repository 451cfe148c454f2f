package io.plimsoll.memory.allocator;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread at a time get memory for an allocator, lest several that lack it at once get some
 * each; but keeps nobody waiting for long. Whose turn it is may call an evictor of a user, and that
 * may wait for a lock which another holds who waits for a turn: he goes on without one then.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
final class GrowthTurn {

    /** Getting memory takes microseconds if nobody has to give any back. */
    private static final long PATIENCE_MILLIS = 10;

    private final ReentrantLock lock = new ReentrantLock();

    /** Waits for a turn, a while; whether it came. */
    boolean await() {
        try {
            return lock.tryLock() || lock.tryLock(PATIENCE_MILLIS, MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Ends what {@link #await} began.
     *
     * @param came what it said
     */
    void end(boolean came) {
        if (came) {
            lock.unlock();
        }
    }
}
