package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.budget.PoolTree;
import io.plimsoll.memory.budget.figures.BudgetOrigin;
import io.plimsoll.memory.budget.figures.Denial;
import io.plimsoll.memory.request.MemoryDenial;
import io.plimsoll.memory.request.MemoryEvictor;
import io.plimsoll.memory.request.MemoryOutcome;
import io.plimsoll.memory.request.MemoryPoolFailedException;
import io.plimsoll.memory.request.TimeSource;
import io.plimsoll.memory.request.VictimStrategy;
import io.plimsoll.memory.snapshot.ArbitrationFigures;
import io.plimsoll.memory.snapshot.MemoryListener;
import io.plimsoll.memory.snapshot.ReclaimFigures;
import io.plimsoll.memory.snapshot.WaiterFigures;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides who gets memory next.
 *
 * <p>A claim that fits, when nobody waits, is taken without a lock of the arbiter. All others go
 * through the {@link WaitingRoom}.
 *
 * <p><b>Threads:</b> any thread may call any public method, under no lock of the module but that of
 * an owner's account.
 */
public final class Arbiter {

    private final PoolTree tree;
    private final BudgetOrigin origin;
    private final TimeSource time;
    private final MemoryListener listener;
    private final Consumer<ReclaimFigures> recallListener;
    private final WaitingRoom room;
    private final Givers givers;
    private final Relief relief;
    private final Tally tally = new Tally();
    private final ReclaimHistory history = new ReclaimHistory();
    private final long startNanos;
    private final BiConsumer<String, Throwable> log;

    /**
     * Creates the arbiter of a tree, to which it listens from now on.
     *
     * @param origin who sized the budget
     * @param recallListener is told when what was lent is taken back: maybe under locks of others,
     *     so it must neither block nor run code of the user
     */
    public Arbiter(
            PoolTree tree,
            BudgetOrigin origin,
            TimeSource time,
            VictimStrategy strategy,
            MemoryListener listener,
            Consumer<ReclaimFigures> recallListener) {
        this(tree, origin, time, strategy, listener, recallListener, Arbiter::warn);
    }

    /** As above, with another log than the system's, for tests. */
    Arbiter(
            PoolTree tree,
            BudgetOrigin origin,
            TimeSource time,
            VictimStrategy strategy,
            MemoryListener listener,
            Consumer<ReclaimFigures> recallListener,
            BiConsumer<String, Throwable> log) {
        this.log = log;
        this.tree = tree;
        this.origin = origin;
        this.time = time;
        this.listener = listener;
        this.recallListener = recallListener;
        this.room = new WaitingRoom(tree, time);
        this.givers = new Givers(this, tree, time, strategy);
        this.relief = new Relief(this, tree, time);
        this.startNanos = time.nanoTime();
    }

    /** Who sized the budget. */
    BudgetOrigin origin() {
        return origin;
    }

    /** The clock of all deadlines. */
    public TimeSource time() {
        return time;
    }

    /** Returns a new desk for a pool; there must be one for each. */
    public PoolDesk desk(PoolNode pool) {
        return new PoolDesk(this, pool);
    }

    /** Makes an evictor known; the action returned makes it unknown again. */
    public Runnable add(PoolNode pool, MemoryEvictor evictor) {
        Giver.Evicting giver = givers.add(pool, evictor);
        return () -> givers.withdraw(giver);
    }

    // Requests

    /**
     * Takes what is claimed, waiting for it as long as the terms say.
     *
     * @throws InterruptedException if the thread was interrupted while waiting
     * @throws CancellationException if the request was cancelled
     * @throws IllegalStateException if the pool is closed, was failed or has children, or if this
     *     thread is giving memory back
     */
    public MemoryOutcome<Claim> request(PoolDesk desk, Claim claim, Terms terms)
            throws InterruptedException {
        requireNotReclaiming(desk.pool());
        claim.beginUse(desk.noteUser());
        boolean granted = false;
        try {
            desk.honour();
            if (!tree.contention().isWaiting() && claim.take()) {
                granted = true;
                tally.grantedAtOnce.increment();
                return new MemoryOutcome.Granted<>(claim);
            }
            MemoryOutcome<Claim> outcome = await(enter(desk, claim, terms, true));
            granted = outcome instanceof MemoryOutcome.Granted<Claim>;
            return outcome;
        } finally {
            if (!granted) {
                claim.endUse();
            }
        }
    }

    /**
     * Takes what is claimed if it fits and nobody waits, or else puts it in the queue; to be
     * awaited by any thread.
     */
    public Waiter submit(PoolDesk desk, Claim claim, Terms terms) {
        requireNotReclaiming(desk.pool());
        claim.beginUse(desk.noteUser());
        Waiter waiter = waiter(desk, claim, terms, false);
        if (tree.contention().isWaiting() || !takeAtOnce(waiter)) {
            room.admit(waiter);
        }
        return waiter;
    }

    /** Whether a waiter that nobody else knows is granted, or ends, without the queue. */
    private boolean takeAtOnce(Waiter waiter) {
        try {
            if (waiter.claim.take()) {
                waiter.grant();
            }
        } catch (IllegalStateException refused) {
            waiter.end(refused, time.nanoTime());
        }
        return waiter.isSettled();
    }

    private void requireNotReclaiming(PoolNode pool) {
        if (tree.contention().isReclaiming()) {
            throw new IllegalStateException(
                    "pool=%s: memory requested while giving memory back (expected no request)"
                            .formatted(pool.path()));
        }
    }

    /** Puts a claim in the queue; parked if the thread that uses the pool waits for it. */
    Waiter enter(PoolDesk desk, Claim claim, Terms terms, boolean parked) {
        Waiter waiter = waiter(desk, claim, terms, parked);
        room.admit(waiter);
        return waiter;
    }

    private Waiter waiter(PoolDesk desk, Claim claim, Terms terms, boolean parked) {
        return new Waiter(desk, claim, terms, parked, time.nanoTime() - startNanos, time);
    }

    /** Waits on this thread, which works on the relief of the waiter meanwhile. */
    public MemoryOutcome<Claim> await(Waiter waiter) throws InterruptedException {
        Runnable cancel = () -> cancel(waiter);
        boolean decided = false;
        try {
            waiter.drivenBy(Thread.currentThread());
            if (waiter.cancellation != null) {
                waiter.cancellation.onCancel(cancel);
            }
            if (waiter.isWaiting() && waiter.timeoutNanos > 0 && !waiter.optional) {
                tell(() -> listener.onWait(figures(waiter)));
            }
            while (waiter.isWaiting()) {
                long nanos = step(waiter);
                if (waiter.isWaiting() && nanos > 0) {
                    waiter.rest(nanos);
                }
                if (Thread.interrupted()) {
                    onInterrupt(waiter);
                }
            }
            decided = true;
        } finally {
            if (waiter.cancellation != null) {
                waiter.cancellation.forget(cancel);
            }
            if (!decided) {
                abandon(waiter);
            }
        }
        return outcome(waiter);
    }

    /** Ends a wait that nobody drives any more; what was granted at the last moment comes back. */
    public void abandon(Waiter waiter) {
        if (waiter.isWaiting()) {
            room.end(waiter, new IllegalStateException("the wait was given up"));
        }
        if (waiter.isGranted()) {
            waiter.claim.giveBack();
        }
        waiter.claim.endUse();
    }

    /** Ends a wait, if it has not ended: once this returns, the request is not granted any more. */
    public void cancel(Waiter waiter) {
        if (waiter.isSettled()) {
            return;
        }
        room.end(waiter, new CancellationException("cancelled: " + waiter.claim.words()));
    }

    /**
     * Does for a waiter what can be done now, and says after how many nanoseconds to look again.
     */
    long step(Waiter waiter) {
        return relief.step(waiter);
    }

    private void onInterrupt(Waiter waiter) throws InterruptedException {
        if (room.end(waiter, null)) {
            tally.ended.increment();
            throw new InterruptedException("interrupted while waiting for " + waiter.claim.words());
        }
        // it was decided before: the caller gets the outcome, and the interrupt later
        Thread.currentThread().interrupt();
    }

    /** How a wait ended. */
    MemoryOutcome<Claim> outcome(Waiter waiter) {
        if (waiter.isGranted()) {
            (waiter.hadToWait ? tally.grantedAfterWait : tally.grantedAtOnce).increment();
            return new MemoryOutcome.Granted<>(waiter.claim);
        }
        waiter.claim.endUse();
        MemoryDenial.Reason reason = waiter.reason();
        if (reason == null) {
            tally.ended.increment();
            throw rethrown(waiter.failure());
        }
        MemoryDenial denial = DenialReport.of(this, waiter, reason);
        if (!waiter.optional) {
            tally.denied.increment();
            tell(() -> listener.onDenial(denial));
        }
        return new MemoryOutcome.Denied<>(denial);
    }

    /** Draws the picture of a denial of what does not wait. */
    public MemoryDenial denial(PoolNode pool, Denial denial) {
        return DenialReport.of(this, pool, denial);
    }

    private static RuntimeException rethrown(@Nullable RuntimeException failure) {
        if (failure == null) {
            return new IllegalStateException("the wait ended without a reason");
        }
        return failure;
    }

    // What relief needs

    Givers givers() {
        return givers;
    }

    WaitingRoom room() {
        return room;
    }

    /**
     * Fails the pool of somebody who threw while giving memory back, and says so. It is said, too,
     * if the pool had been failed or closed before: what was lent to it may not come back.
     */
    void failTorn(Giver giver, Throwable thrown) {
        PoolNode pool = giver.pool;
        String what = "its %s threw %s, and".formatted(giver.kind(), words(thrown));
        String message =
                "pool=%s was failed: %s may have left its memory half given back; close it"
                        .formatted(pool.path(), what);
        if (!fail(pool, message, thrown)) {
            message =
                    "pool=%s was failed or closed before: %s is not asked again"
                            .formatted(pool.path(), what);
        }
        long lentBytes = tree.books().figures(pool).borrowedBytes();
        String loan = "; %d bytes that were lent to it stay with it".formatted(lentBytes);
        log(lentBytes > 0 ? message + loan : message, thrown);
    }

    /** A throwable in words, as far as it can be asked for them. */
    private static String words(Throwable thrown) {
        try {
            return thrown.toString();
        } catch (RuntimeException | Error unspeakable) {
            return thrown.getClass().getName();
        }
    }

    /** Fails a pool: its waits end, it allocates no more. */
    boolean fail(PoolNode pool, String message, @Nullable Throwable cause) {
        if (!tree.contention().fail(pool, new MemoryPoolFailedException(message, cause))) {
            return false;
        }
        tally.failedPools.increment();
        room.serve();
        return true;
    }

    // Figures and events

    void noteReclaim(ReclaimFigures attempt) {
        history.add(attempt);
        tally.add(attempt);
        tell(() -> listener.onReclaim(attempt));
    }

    /** Notes that what was lent was taken back, by a thread that may hold locks. */
    void noteRecall(ReclaimFigures attempt) {
        history.add(attempt);
        tally.add(attempt);
        recallListener.accept(attempt);
    }

    /** Who waits, what was tried, and how often. */
    public ArbitrationFigures figures() {
        return tally.figures(
                room.locked(() -> Tally.waiters(room.waiters(), time)),
                history.list(),
                room.bypasses());
    }

    private WaiterFigures figures(Waiter waiter) {
        return room.locked(() -> Tally.waiter(waiter, time));
    }

    /** For how long a request has been under way, or was. */
    Duration age(Waiter waiter) {
        long until = waiter.isWaiting() ? time.nanoTime() : waiter.untilNanos;
        return Duration.ofNanos(until - waiter.sinceNanos);
    }

    PoolTree tree() {
        return tree;
    }

    private void tell(Runnable event) {
        assert !room.isLockedByThisThread();
        try {
            event.run();
        } catch (RuntimeException | AssertionError broken) {
            log("a memory listener threw", broken);
        }
    }

    /** Tells the log. That throws nothing: others wait for what this thread does next. */
    void log(String what, Throwable thrown) {
        try {
            log.accept(what, thrown);
        } catch (RuntimeException | Error unsaid) {
            // there is no other way to say so
        }
    }

    private static void warn(String what, Throwable thrown) {
        System.getLogger(Arbiter.class.getName()).log(System.Logger.Level.WARNING, what, thrown);
    }
}
