package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.budget.PoolTree;
import io.plimsoll.memory.budget.Pressure;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides who gets memory next.
 *
 * <p>A claim that fits, when nobody waits, is taken without the arbiter's lock. All others queue.
 * Whoever gives memory back calls {@link #freed}, and serves the queue if no other thread is at it:
 * a thread that is will look again before it goes.
 *
 * <p><b>Threads:</b> any thread may call any public method, under no lock of the module but that of
 * an owner's account.
 */
public final class Arbiter {

    private final PoolTree tree;
    private final TimeSource time;
    private final MemoryListener listener;
    private final Givers givers;
    private final Relief relief;
    private final Tally tally = new Tally();
    private final ReclaimHistory history = new ReclaimHistory();
    private final long startNanos;

    private final ReentrantLock lock = new ReentrantLock();
    private final WaitQueue<Waiter> queue = new WaitQueue<>(); // guarded by lock
    private final Service service = new Service(); // guarded by lock

    /** Whether the queue is to be served: set before the lock is tried, read after it was left. */
    private volatile boolean due;

    /** How often something came free while somebody waited. */
    private final AtomicLong moves = new AtomicLong();

    /** Creates the arbiter of a tree, to which it listens from now on. */
    public Arbiter(
            PoolTree tree, TimeSource time, VictimStrategy strategy, MemoryListener listener) {
        this.tree = tree;
        this.time = time;
        this.listener = listener;
        this.givers = new Givers(this, tree, time, strategy);
        this.relief = new Relief(this, tree, time);
        this.startNanos = time.nanoTime();
        tree.onFreed(this::freed);
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
        pool.setEvictor(bytes -> givers.recall(pool, bytes));
        return () -> {
            giver.withdraw();
            if (!givers.hasEvictor(pool)) {
                pool.setEvictor(null);
            }
        };
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
        desk.noteUser();
        desk.honour();
        if (!tree.isWaiting() && claim.take()) {
            tally.grantedAtOnce.increment();
            return new MemoryOutcome.Granted<>(claim);
        }
        return await(enter(desk, claim, terms, true));
    }

    /**
     * Puts a claim in the queue, where others may serve it at once; to be awaited by any thread.
     */
    public Waiter submit(PoolDesk desk, Claim claim, Terms terms) {
        requireNotReclaiming(desk.pool());
        desk.noteUser();
        return enter(desk, claim, terms, false);
    }

    private void requireNotReclaiming(PoolNode pool) {
        if (tree.isReclaiming()) {
            throw new IllegalStateException(
                    "pool=%s: memory requested while giving memory back (expected no request)"
                            .formatted(pool.path()));
        }
    }

    /** Puts a claim in the queue; parked if the thread that uses the pool waits for it. */
    Waiter enter(PoolDesk desk, Claim claim, Terms terms, boolean parked) {
        long now = time.nanoTime() - startNanos;
        Waiter waiter = new Waiter(desk, claim, terms, parked, now, time);
        lock.lock();
        try {
            if (claim.bytes() > mostBytes(claim.pool)) {
                waiter.deny(MemoryDenial.Reason.IMPOSSIBLE);
            } else {
                queue.add(waiter);
                // first say so, then look: whoever gives memory back does it the other way round
                tree.setWaiting(true);
                serveQueue();
            }
            waiter.hadToWait = waiter.isWaiting();
        } finally {
            leaveLock();
        }
        return waiter;
    }

    private static long mostBytes(PoolNode pool) {
        long most = Long.MAX_VALUE;
        for (PoolNode at = pool; at != null; at = at.parent()) {
            most = Math.min(most, at.maxBytes());
        }
        return most;
    }

    /** Waits on this thread, which works on the relief of the waiter meanwhile. */
    public MemoryOutcome<Claim> await(Waiter waiter) throws InterruptedException {
        waiter.drivenBy(Thread.currentThread());
        Runnable cancel = waiter::cancel;
        if (waiter.cancellation != null) {
            waiter.cancellation.onCancel(cancel);
        }
        try {
            if (waiter.isWaiting() && waiter.timeoutNanos > 0) {
                tell(() -> listener.onWait(figures(waiter)));
            }
            while (waiter.isWaiting()) {
                long nanos = step(waiter);
                if (waiter.isWaiting() && nanos > 0) {
                    LockSupport.parkNanos(waiter, nanos);
                }
                if (Thread.interrupted()) {
                    onInterrupt(waiter);
                }
            }
        } finally {
            if (waiter.cancellation != null) {
                waiter.cancellation.forget(cancel);
            }
            // an error on the way must not leave a place in the queue that nobody drives
            end(waiter, new IllegalStateException("the wait was given up"));
        }
        return outcome(waiter);
    }

    /**
     * Does for a waiter what can be done now, and says after how many nanoseconds to look again.
     */
    long step(Waiter waiter) {
        return relief.step(waiter);
    }

    private void onInterrupt(Waiter waiter) throws InterruptedException {
        if (end(waiter, null)) {
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
        MemoryDenial.Reason reason = waiter.reason();
        if (reason == null) {
            tally.ended.increment();
            throw rethrown(waiter.failure());
        }
        tally.denied.increment();
        MemoryDenial denial = DenialReport.of(this, waiter, reason);
        tell(() -> listener.onDenial(denial));
        return new MemoryOutcome.Denied<>(denial);
    }

    private static RuntimeException rethrown(@Nullable RuntimeException failure) {
        if (failure == null) {
            return new IllegalStateException("the wait ended without a reason");
        }
        return failure;
    }

    // The queue

    /** Serves the queue: called whenever something came free, after it did. */
    private void freed() {
        moves.incrementAndGet();
        due = true;
        if (!lock.isHeldByCurrentThread()) {
            serveIfDue();
        }
    }

    private void serveIfDue() {
        // whoever holds the lock reads due after leaving it: one of the two sees the other
        while (due && lock.tryLock()) {
            try {
                serveQueue();
            } finally {
                lock.unlock();
            }
        }
    }

    private void leaveLock() {
        lock.unlock();
        serveIfDue();
    }

    private void serveQueue() {
        do {
            due = false;
            service.served.clear();
            queue.serve(service);
            service.noteProgress();
        } while (due);
        tree.setWaiting(!queue.isEmpty());
    }

    /** How the queue is served; used under the lock. */
    private final class Service implements WaitQueue.Service<Waiter> {

        private final List<Waiter> served = new ArrayList<>();

        @Override
        public WaitQueue.Turn serve(Waiter waiter) {
            try {
                if (waiter.claim.take()) {
                    served.add(waiter);
                    waiter.grant();
                    return WaitQueue.Turn.SERVED;
                }
                waiter.topmostFull =
                        tree.pressure(waiter.pool(), waiter.claim.missingBytes()).topmost();
                return WaitQueue.Turn.WAITS;
            } catch (RuntimeException refused) {
                waiter.claim.giveBack();
                waiter.end(refused);
                return WaitQueue.Turn.GONE;
            }
        }

        @Override
        public void gather(Waiter waiter) {
            waiter.claim.gather();
        }

        @Override
        public boolean compete(Waiter gets, Waiter waits) {
            PoolNode full = waits.topmostFull;
            return full != null && gets.pool().isWithin(full);
        }

        /** While memory goes round, those who wait for it need no rescue. */
        void noteProgress() {
            if (served.isEmpty()) {
                return;
            }
            long now = time.nanoTime();
            for (Waiter waiter : queue.places()) {
                for (Waiter gets : served) {
                    if (compete(gets, waiter)) {
                        waiter.progressNanos = now;
                    }
                }
            }
        }
    }

    // What relief needs

    Givers givers() {
        return givers;
    }

    long moves() {
        return moves.get();
    }

    /** What stands between a waiter and what it has not gathered yet. */
    Pressure look(Waiter waiter) {
        lock.lock();
        try {
            Pressure pressure = tree.pressure(waiter.pool(), waiter.claim.missingBytes());
            if (pressure.missingBytes() < waiter.leastMissingBytes) {
                waiter.leastMissingBytes = pressure.missingBytes();
                waiter.progressNanos = time.nanoTime();
            }
            return pressure;
        } finally {
            leaveLock();
        }
    }

    /** Ends a wait with an exception, or without one if its driver throws its own. */
    boolean end(Waiter waiter, @Nullable RuntimeException why) {
        return settle(waiter, () -> waiter.end(why));
    }

    /** Denies a request, unless it is granted at the last moment. */
    boolean deny(Waiter waiter, MemoryDenial.Reason reason) {
        return settle(waiter, () -> waiter.deny(reason));
    }

    private boolean settle(Waiter waiter, Runnable how) {
        if (!waiter.isWaiting()) {
            return false;
        }
        lock.lock();
        try {
            if (!waiter.isWaiting()) {
                return false;
            }
            queue.remove(waiter);
            waiter.claim.giveBack();
            how.run();
            // it may have stood in the way of others
            serveQueue();
            return true;
        } finally {
            leaveLock();
        }
    }

    /** Gives everybody a turn, for a waiter that is about to be denied. */
    void serve() {
        lock.lock();
        try {
            serveQueue();
        } finally {
            leaveLock();
        }
    }

    /** Runs something under the lock. */
    <T> T locked(Supplier<T> decision) {
        lock.lock();
        try {
            return decision.get();
        } finally {
            leaveLock();
        }
    }

    /** Those who wait, in order; needs the lock. */
    List<Waiter> waiters() {
        assert lock.isHeldByCurrentThread();
        return queue.places();
    }

    /** Asks a reclaimer, and wakes its pool's threads that wait: they are at a safe point. */
    void ask(Giver.Reclaiming giver, long bytes, Waiter by) {
        lock.lock();
        try {
            giver.ask(bytes, by, time.nanoTime());
            for (Waiter waiter : queue.places()) {
                if (waiter.parked && waiter.pool() == giver.pool && waiter != by) {
                    waiter.wake();
                }
            }
        } finally {
            leaveLock();
        }
    }

    long begin(Giver.Reclaiming giver) {
        return locked(giver::begin);
    }

    void finish(Giver.Reclaiming giver) {
        lock.lock();
        try {
            giver.finish();
        } finally {
            leaveLock();
        }
    }

    /** Fails the pool of somebody who threw while giving memory back. */
    void failTorn(Giver giver, Throwable thrown) {
        fail(
                giver.pool,
                "pool=%s was failed: its %s threw %s, and may have left its memory half given back; close it"
                        .formatted(giver.pool.path(), giver.kind(), thrown),
                thrown);
    }

    /** Fails a pool: its waits end, it allocates no more. */
    boolean fail(PoolNode pool, String message, @Nullable Throwable cause) {
        if (!tree.fail(pool, new MemoryPoolFailedException(message, cause))) {
            return false;
        }
        tally.failedPools.increment();
        serve();
        return true;
    }

    // Figures and events

    void noteReclaim(ReclaimFigures attempt) {
        history.add(attempt);
        tally.add(attempt);
        tell(() -> listener.onReclaim(attempt));
    }

    /** Who waits, what was tried, and how often. */
    public ArbitrationFigures figures() {
        return tally.figures(
                locked(() -> Tally.waiters(queue.places(), time)),
                history.list(),
                locked(queue::bypasses));
    }

    private WaiterFigures figures(Waiter waiter) {
        return locked(() -> Tally.waiter(waiter, time));
    }

    Duration age(Waiter waiter) {
        return Duration.ofNanos(time.nanoTime() - waiter.sinceNanos);
    }

    PoolTree tree() {
        return tree;
    }

    private void tell(Runnable event) {
        assert !lock.isHeldByCurrentThread();
        try {
            event.run();
        } catch (RuntimeException broken) {
            log("a memory listener threw", broken);
        }
    }

    void log(String what, Throwable thrown) {
        System.getLogger(Arbiter.class.getName()).log(System.Logger.Level.WARNING, what, thrown);
    }
}
