package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.budget.PoolTree;
import io.plimsoll.memory.budget.Shortfall;
import io.plimsoll.memory.request.MemoryDenial;
import io.plimsoll.memory.request.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The queue and its lock: the only place where a waiter is granted memory or ends, once it is in.
 *
 * <p>Whoever gives memory back calls {@link #freed}, and serves the queue if no other thread is at
 * it: a thread that is will look again before it goes. So nobody who gives memory back waits for
 * the lock, and nothing that came free is overlooked.
 *
 * <p><b>Threads:</b> any thread may call any method; those that need the lock say so.
 */
final class WaitingRoom {

    /** How often a thread serves for others before it hands that on: its own work has to go on. */
    private static final int MAX_ROUNDS = 4;

    private final PoolTree tree;
    private final TimeSource time;

    private final ReentrantLock lock = new ReentrantLock();
    private final WaitQueue<Waiter> queue = new WaitQueue<>(); // guarded by lock
    private final Service service = new Service(); // guarded by lock
    private boolean givingUp; // guarded by lock

    /** Whether the queue is to be served: set before the lock is tried, read after it was left. */
    private volatile boolean due;

    /** The first in the queue; written under the lock, volatile. */
    private volatile @Nullable Waiter first;

    /** How often something came free while somebody waited. */
    private final AtomicLong moves = new AtomicLong();

    WaitingRoom(PoolTree tree, TimeSource time) {
        this.tree = tree;
        this.time = time;
        tree.contention().onFreed(this::freed);
    }

    /** Lets a waiter in, and serves it if it fits. */
    void admit(Waiter waiter) {
        lock.lock();
        try {
            if (waiter.claim.bytes() > waiter.claim.mostBytes()) {
                waiter.deny(MemoryDenial.Reason.IMPOSSIBLE, time.nanoTime());
            } else {
                queue.add(waiter);
                // first say so, then look: whoever gives memory back does it the other way round
                tree.contention().setWaiting(true);
                serveQueue();
            }
            waiter.hadToWait = waiter.isWaiting();
        } finally {
            leaveLock();
        }
    }

    /** Serves the queue: called whenever something came free, after it did. */
    private void freed() {
        if (lock.isHeldByCurrentThread() && givingUp) {
            // from one place to another, in the round that is under way: else it never ended
            return;
        }
        moves.incrementAndGet();
        due = true;
        if (!lock.isHeldByCurrentThread()) {
            serveIfDue();
        }
    }

    /**
     * Serves the queue if that is due and nobody else is at it. If there is no end to it, since
     * others give memory back all the time, the first in the queue goes on with it, if its thread
     * has nothing else to do.
     */
    void serveIfDue() {
        // whoever holds the lock reads due after leaving it: one of the two sees the other
        for (int round = 0; due; round++) {
            Waiter next = round < MAX_ROUNDS ? null : first;
            if (next != null && next.isResting()) {
                next.wake();
                return;
            }
            if (!lock.tryLock()) {
                return;
            }
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
        // who gives memory back may take none for itself, but does for those who wait for it
        int depth = tree.contention().suspendReclaim();
        try {
            due = false;
            service.served.clear();
            service.round++;
            queue.serve(service);
            service.noteProgress();
            first = queue.isEmpty() ? null : queue.places().getFirst();
            tree.contention().setWaiting(first != null);
        } finally {
            tree.contention().resumeReclaim(depth);
        }
    }

    /** How the queue is served; used under the lock. */
    private final class Service implements WaitQueue.Service<Waiter> {

        private final List<Waiter> served = new ArrayList<>();
        private long round;

        @Override
        public WaitQueue.Turn serve(Waiter waiter) {
            try {
                // a look that costs little: page after page may come back, and many may wait
                boolean worthTrying =
                        !waiter.hasTried
                                || tree.contention()
                                        .mayFit(waiter.pool(), waiter.claim.missingBytes());
                waiter.hasTried = true;
                if (!worthTrying || !waiter.claim.take()) {
                    return WaitQueue.Turn.WAITS;
                }
                served.add(waiter);
                waiter.grant();
                return WaitQueue.Turn.SERVED;
            } catch (RuntimeException refused) {
                waiter.claim.giveBack();
                waiter.end(refused, time.nanoTime());
                return WaitQueue.Turn.GONE;
            }
        }

        @Override
        public boolean gather(Waiter waiter) {
            try {
                waiter.claim.gather();
            } catch (IllegalStateException refused) {
                // closed or failed this moment: who did it has the queue served again
                due = true;
            }
            return waiter.claim.gatheredBytes() > 0;
        }

        @Override
        public void giveUp(Waiter waiter, Waiter heir) {
            givingUp = true;
            try {
                waiter.claim.giveBack();
            } finally {
                givingUp = false;
            }
            // more is free than a moment ago
            heir.topmostRound = 0;
        }

        @Override
        public boolean dismissIfOver(Waiter waiter) {
            PoolNode pool = waiter.pool();
            if (!pool.isClosed() && pool.failure() == null) {
                return false;
            }
            try {
                // says why; what the waiter has gathered must not be granted out of turn
                tree.contention().mayFit(pool, 0);
                return false;
            } catch (IllegalStateException over) {
                waiter.claim.giveBack();
                waiter.end(over, time.nanoTime());
                return true;
            }
        }

        @Override
        public boolean compete(Waiter gets, Waiter waits) {
            PoolNode full = topmostFull(waits);
            return full != null && gets.pool().isWithin(full);
        }

        /** Where a waiter lacks memory, as it was when this was asked first in this round. */
        private @Nullable PoolNode topmostFull(Waiter waiter) {
            if (waiter.topmostRound != round) {
                waiter.topmostRound = round;
                waiter.topmostFull =
                        tree.contention().topmostFull(waiter.pool(), waiter.claim.missingBytes());
            }
            return waiter.topmostFull;
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

    long moves() {
        return moves.get();
    }

    /** What stands between a waiter and what it has not gathered yet. */
    Shortfall look(Waiter waiter) {
        long missing = locked(waiter.claim::missingBytes);
        // all pools are looked at: better outside of the lock
        Shortfall all = tree.contention().shortfall(waiter.pool(), missing);
        lock.lock();
        try {
            if (all.missingBytes() < waiter.leastMissingBytes) {
                waiter.leastMissingBytes = all.missingBytes();
                waiter.progressNanos = time.nanoTime();
            }
            return withoutGathered(all);
        } finally {
            leaveLock();
        }
    }

    /** What was gathered for those who wait is held by nobody: the queue says who gets it. */
    private Shortfall withoutGathered(Shortfall all) {
        Shortfall shortfall = all;
        for (Waiter gatherer : queue.gatherers()) {
            shortfall = shortfall.less(gatherer.pool(), gatherer.claim.gatheredBytes());
        }
        return shortfall;
    }

    /**
     * Has gathered memory below a pool given back, and serves whom it suffices for; needs the lock.
     *
     * @param from whose
     * @return whether there was any
     */
    boolean giveUpGathered(PoolNode full, Predicate<Waiter> from) {
        boolean any = false;
        for (Waiter gatherer : List.copyOf(queue.gatherers())) {
            if (gatherer.pool().isWithin(full) && from.test(gatherer)) {
                queue.demote(gatherer);
                gatherer.claim.giveBack();
                any = true;
            }
        }
        if (any) {
            serveQueue();
        }
        return any;
    }

    /** Ends a wait with an exception, or without one if its driver throws its own. */
    boolean end(Waiter waiter, @Nullable RuntimeException why) {
        return settle(waiter, () -> waiter.end(why, time.nanoTime()));
    }

    /** Denies a request, unless it is granted at the last moment. */
    boolean deny(Waiter waiter, MemoryDenial.Reason reason) {
        return settle(waiter, () -> waiter.deny(reason, time.nanoTime()));
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

    /** Begins to run a reclaimer, unless nobody lacks any more what it was asked for. */
    long begin(Giver.Reclaiming giver) {
        return locked(() -> {
            if (giver.isPending() && !giver.isRunning()) {
                Waiter lacks = whoLacks(giver);
                if (lacks == null) {
                    giver.finish();
                } else {
                    giver.answerTo(lacks);
                }
            }
            return giver.begin();
        });
    }

    private @Nullable Waiter whoLacks(Giver.Reclaiming giver) {
        Waiter asker = giver.asker();
        if (asker != null && asker.isWaiting()) {
            return asker;
        }
        service.round++;
        for (Waiter waiter : queue.places()) {
            PoolNode full = service.topmostFull(waiter);
            if (full != null && giver.pool.isWithin(full)) {
                return waiter;
            }
        }
        return null;
    }

    void finish(Giver.Reclaiming giver) {
        lock.lock();
        try {
            giver.finish();
        } finally {
            leaveLock();
        }
    }

    /** Whether this thread has the lock; for assertions. */
    boolean isLockedByThisThread() {
        return lock.isHeldByCurrentThread();
    }

    /** How often somebody was overtaken, in all. */
    long bypasses() {
        return locked(queue::bypasses);
    }
}
