package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.request.Deadline;
import io.plimsoll.memory.request.MemoryEvictor;
import io.plimsoll.memory.request.MemoryReclaimer;
import io.plimsoll.memory.request.Victim;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who made itself known as able to give memory back.
 *
 * <p><b>Threads:</b> any thread may call any method; those that say so run code of the user, and
 * must not be called under a lock.
 */
abstract sealed class Giver {

    final PoolNode pool;
    final long order;

    /** When it last gave back nothing, though it was asked; opaque enough, as it is a hint. */
    private volatile long barrenNanos = Long.MIN_VALUE;

    private volatile boolean withdrawn;

    /** Whether it threw while it gave memory back: nobody knows what it holds now. */
    private final AtomicBoolean torn = new AtomicBoolean();

    /** Whether it was told that it threw when it was looked at; it would be at every look. */
    private final AtomicBoolean toldBroken = new AtomicBoolean();

    private Giver(PoolNode pool, long order) {
        this.pool = pool;
        this.order = order;
    }

    /** Takes it off the list: it is not called from now on, unless it is being called. */
    void withdraw() {
        withdrawn = true;
    }

    boolean isWithdrawn() {
        return withdrawn;
    }

    /** Takes it off the list because it threw; says whether this call did. */
    boolean tear() {
        return torn.compareAndSet(false, true);
    }

    boolean isTorn() {
        return torn.get();
    }

    /** Whether it can be asked now. */
    abstract boolean mayBeAsked();

    /** Whether nobody will ever have a reason to ask it again, so that it can be forgotten. */
    abstract boolean isOver();

    void noteBarren(long nowNanos) {
        barrenNanos = nowNanos;
    }

    boolean isBarrenSince(long nanos) {
        return barrenNanos != Long.MIN_VALUE && barrenNanos - nanos >= 0;
    }

    /** Whether this is the first time that somebody is to be told that it throws. */
    boolean firstBreaks() {
        return toldBroken.compareAndSet(false, true);
    }

    /** What it is in words. */
    abstract String kind();

    /** Runs code of the user: how a strategy sees it. */
    abstract Victim victim(long lendableBytes);

    /** Somebody who needs a safe point. */
    static final class Reclaiming extends Giver {

        final MemoryReclaimer reclaimer;

        /** What it is asked for; written under the arbiter's lock, as are the next three. */
        private volatile long requestedBytes;

        private volatile long askedNanos;
        private volatile @Nullable Waiter asker;
        private volatile boolean running;

        Reclaiming(PoolNode pool, long order, MemoryReclaimer reclaimer) {
            super(pool, order);
            this.reclaimer = reclaimer;
        }

        /**
         * Asks for bytes, or for more than before; needs the arbiter's lock, as do the next three.
         */
        void ask(long bytes, Waiter by, long nowNanos) {
            if (requestedBytes == 0) {
                askedNanos = nowNanos;
            }
            asker = by;
            requestedBytes = Math.max(requestedBytes, bytes);
        }

        /** Answers to another waiter from now on, if the one that asked has gone. */
        void answerTo(Waiter waiter) {
            asker = waiter;
        }

        /** Begins to run and says what was asked, or 0 if nothing was or it runs already. */
        long begin() {
            if (running) {
                return 0;
            }
            long asked = requestedBytes;
            running = asked > 0;
            return asked;
        }

        void finish() {
            requestedBytes = 0;
            asker = null;
            running = false;
        }

        long requestedBytes() {
            return requestedBytes;
        }

        @Nullable Waiter asker() {
            return asker;
        }

        /** Whether it was asked and has not finished. */
        boolean isPending() {
            return requestedBytes > 0;
        }

        /** Runs code of the user: whether this thread may run it at once. */
        boolean isAtSafePoint() {
            return reclaimer.isAtSafePoint();
        }

        /** Whether it was asked, has not begun, and others had better be asked as well. */
        boolean isOverdue(long nowNanos, long patienceNanos) {
            return isPending() && !running && nowNanos - askedNanos >= patienceNanos;
        }

        boolean isRunning() {
            return running;
        }

        @Override
        boolean mayBeAsked() {
            return !isOver() && pool.failure() == null;
        }

        @Override
        boolean isOver() {
            return isWithdrawn() || pool.isClosed();
        }

        @Override
        String kind() {
            return "reclaimer";
        }

        @Override
        Victim victim(long lendableBytes) {
            return new Victim(
                    pool.path(),
                    reclaimer.priority(pool.effectivePriority()),
                    Math.min(lendableBytes, reclaimer.reclaimableBytes()),
                    reclaimer.lastUseNanos(),
                    reclaimer.useCount(),
                    order);
        }

        long run(long bytes, Deadline deadline) throws Exception {
            return reclaimer.reclaim(bytes, deadline);
        }
    }

    /**
     * Somebody who gives at once: as long as its pool holds memory, even if that was failed or
     * closed. What was lent to it must come back, and nobody else can give it.
     */
    static final class Evicting extends Giver {

        final MemoryEvictor evictor;

        Evicting(PoolNode pool, long order, MemoryEvictor evictor) {
            super(pool, order);
            this.evictor = evictor;
        }

        @Override
        boolean mayBeAsked() {
            return !isWithdrawn() && !isTorn();
        }

        @Override
        boolean isOver() {
            return !mayBeAsked() || (pool.isClosed() && pool.tree().books().usedBytes(pool) == 0);
        }

        @Override
        String kind() {
            return "evictor";
        }

        @Override
        Victim victim(long lendableBytes) {
            return new Victim(
                    pool.path(),
                    evictor.priority(pool.effectivePriority()),
                    Math.min(lendableBytes, evictor.evictableBytes()),
                    evictor.lastUseNanos(),
                    evictor.useCount(),
                    order);
        }
    }
}
