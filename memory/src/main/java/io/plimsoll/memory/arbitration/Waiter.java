package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.budget.Shortfall;
import io.plimsoll.memory.request.Cancellation;
import io.plimsoll.memory.request.Deadline;
import io.plimsoll.memory.request.MemoryDenial;
import io.plimsoll.memory.request.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A request that did not fit at once, from its arrival in the queue until it is granted or ends.
 *
 * <p><b>Threads:</b> its <em>driver</em>, the thread that asked or one that stands in for it, waits
 * and works on its relief. Others, under the arbiter's lock, grant it or end it.
 */
public final class Waiter extends WaitQueue.Place {

    /** How a wait stands. */
    enum State {
        WAITING,
        GRANTED,
        ENDED
    }

    /** More attempts than this are not told one by one. */
    private static final int MAX_ATTEMPTS = 12;

    final Claim claim;
    final PoolDesk desk;
    final int priority;
    final long sinceNanos;
    final long timeoutNanos;
    final Deadline deadline;
    final @Nullable Cancellation cancellation;

    /** Whether who asks can do without. */
    final boolean optional;

    /** Whether the thread that asked waits, too, so that its pool is at a safe point. */
    final boolean parked;

    /** Whether it was not served on arrival; written before its driver begins. */
    boolean hadToWait;

    // Guarded by the arbiter's lock:
    long progressNanos;
    long leastMissingBytes = Long.MAX_VALUE;
    boolean hasTried;
    long topmostRound;
    @Nullable PoolNode topmostFull;

    // Used by the driver only:
    private final List<String> attempts = new ArrayList<>();
    @Nullable Shortfall lastShortfall;
    boolean exhausted;
    long stuckSinceNanos;
    long stuckMoves = -1;

    private volatile @Nullable Thread driver;

    /**
     * Whether the driver has to look again: set before it is unparked, read before it parks. The
     * permit alone will not do, a lock that the driver waits for elsewhere may take it.
     */
    private volatile boolean lookAgain;

    /** Whether the driver parks, or will not without a look at the above; written by itself. */
    private volatile boolean resting;

    /** Written under the arbiter's lock, after what comes with it. */
    private volatile State state = State.WAITING;

    long untilNanos;
    private @Nullable RuntimeException failure;
    private MemoryDenial.@Nullable Reason reason;

    Waiter(
            PoolDesk desk,
            Claim claim,
            Terms terms,
            boolean parked,
            long nowNanos,
            TimeSource time) {
        super(terms.priority(), nowNanos);
        this.desk = desk;
        this.claim = claim;
        this.priority = terms.priority();
        this.timeoutNanos = terms.timeoutNanos();
        this.cancellation = terms.cancellation();
        this.optional = terms.optional();
        this.parked = parked;
        this.sinceNanos = time.nanoTime();
        this.progressNanos = sinceNanos;
        this.deadline = Deadline.after(timeoutNanos, time);
    }

    PoolNode pool() {
        return claim.pool;
    }

    boolean isWaiting() {
        return state == State.WAITING;
    }

    /** Whether it is decided how the wait ends. */
    public boolean isSettled() {
        return state != State.WAITING;
    }

    boolean isGranted() {
        return state == State.GRANTED;
    }

    /** Why the wait ended, if by an exception; to be asked once it has ended. */
    @Nullable RuntimeException failure() {
        return failure;
    }

    /** Why the wait ended, if by a denial; to be asked once it has ended. */
    MemoryDenial.@Nullable Reason reason() {
        return reason;
    }

    /** Grants the request; needs the arbiter's lock, as do the next two. */
    void grant() {
        state = State.GRANTED;
        wake();
    }

    void end(@Nullable RuntimeException why, long nowNanos) {
        failure = why;
        untilNanos = nowNanos;
        state = State.ENDED;
        wake();
    }

    void deny(MemoryDenial.Reason why, long nowNanos) {
        reason = why;
        end(null, nowNanos);
    }

    boolean isCancelled() {
        return cancellation != null && cancellation.isCancelled();
    }

    /** Says which thread waits from now on. */
    void drivenBy(Thread thread) {
        driver = thread;
    }

    @Nullable Thread driver() {
        return driver;
    }

    /** Has the driver, this thread, wait until it is woken or some time has passed. */
    void rest(long nanos) {
        resting = true;
        if (!lookAgain) {
            LockSupport.parkNanos(this, nanos);
        }
        resting = false;
        lookAgain = false;
    }

    /** Whether the driver does nothing else than to wait: if woken now, it looks again at once. */
    boolean isResting() {
        return resting;
    }

    /** Makes the driver look again. */
    void wake() {
        lookAgain = true;
        LockSupport.unpark(driver);
    }

    void note(String attempt) {
        if (attempts.size() < MAX_ATTEMPTS) {
            attempts.add(attempt);
        } else {
            attempts.set(MAX_ATTEMPTS - 1, "and more; at last " + attempt);
        }
    }

    List<String> attempts() {
        return attempts;
    }
}
