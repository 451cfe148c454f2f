package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.budget.PoolTree;
import io.plimsoll.memory.budget.Shortfall;
import io.plimsoll.memory.request.MemoryDenial.Reason;
import io.plimsoll.memory.request.TimeSource;
import java.util.List;

/**
 * What a waiter does while it waits: a step each time it wakes.
 *
 * <p>It gives back what it is asked for itself, since it is at a safe point; evicts what needs
 * nobody's help; asks reclaimers; and if nothing comes of that, lets {@link Rescue} decide who has
 * to go. It never takes memory itself: only the queue does, in its order.
 *
 * <p><b>Threads:</b> the driver of the waiter; no lock is held.
 */
final class Relief {

    /**
     * At least this part of the budget is asked for at once, lest every page is asked for alone.
     */
    private static final int ASKS_PER_BUDGET = 32;

    /** A waiter looks again after this part of its time. */
    private static final int LOOKS_PER_WAIT = 16;

    private static final long MIN_LOOK_NANOS = 1_000_000;
    private static final long MAX_LOOK_NANOS = 100_000_000;

    /** One who can do without does not wait long for others to reach a safe point. */
    private static final long MAX_OPTIONAL_LOOK_NANOS = 5_000_000;

    /** After so many looks without an answer others are asked as well, or the same one again. */
    private static final int PATIENCE_LOOKS = 2;

    private final Arbiter arbiter;
    private final WaitingRoom room;
    private final PoolTree tree;
    private final TimeSource time;
    private final Rescue rescue;

    Relief(Arbiter arbiter, PoolTree tree, TimeSource time) {
        this.arbiter = arbiter;
        this.room = arbiter.room();
        this.tree = tree;
        this.time = time;
        this.rescue = new Rescue(arbiter, time);
    }

    /**
     * Works on the relief of a waiter.
     *
     * @return nanoseconds to wait before the next step, if nobody wakes it sooner
     */
    long step(Waiter waiter) {
        if (waiter.isCancelled()) {
            arbiter.cancel(waiter);
            return 0;
        }
        room.serveIfDue();
        if (waiter.parked) {
            waiter.desk.honour();
        }
        Shortfall shortfall = room.look(waiter);
        if (!shortfall.isNone() && evict(waiter, shortfall)) {
            shortfall = room.look(waiter);
        }
        waiter.lastShortfall = shortfall;
        if (!shortfall.isNone() && waiter.timeoutNanos > 0) {
            ask(waiter, shortfall);
        }
        if (waiter.isWaiting() && waiter.deadline.hasPassed()) {
            // a denial is true: nobody has been overlooked up to now
            room.serve();
            room.deny(waiter, waiter.timeoutNanos > 0 ? Reason.DEADLINE : Reason.NO_ROOM);
            return 0;
        }
        if (waiter.isWaiting()) {
            rescue.consider(waiter);
        }
        return waiter.isWaiting() ? lookNanos(waiter) : 0;
    }

    private static long lookNanos(Waiter waiter) {
        long left = Math.max(1, waiter.deadline.remainingNanos());
        return Math.min(left, intervalNanos(waiter));
    }

    static long intervalNanos(Waiter waiter) {
        long max = waiter.optional ? MAX_OPTIONAL_LOOK_NANOS : MAX_LOOK_NANOS;
        return Math.clamp(waiter.timeoutNanos / LOOKS_PER_WAIT, MIN_LOOK_NANOS, max);
    }

    /** Takes from those who need not be asked; says whether there was any. */
    private boolean evict(Waiter waiter, Shortfall shortfall) {
        boolean asked = false;
        long target = wantedBytes(waiter, shortfall);
        for (Givers.Candidate<Giver.Evicting> candidate :
                arbiter.givers().candidates(shortfall, Giver.Evicting.class)) {
            if (target <= 0 || !waiter.isWaiting()) {
                return asked;
            }
            asked = true;
            Giver.Evicting giver = candidate.giver();
            long bytes = Math.min(target, candidate.victim().reclaimableBytes());
            long freed = arbiter.givers().run(giver, bytes, waiter);
            waiter.note("evicted %d of %d bytes of %s".formatted(freed, bytes, giver.pool.path()));
            target -= freed;
        }
        return asked;
    }

    /** Asks as many as it takes, as long as they have not answered with nothing lately. */
    private void ask(Waiter waiter, Shortfall shortfall) {
        long now = time.nanoTime();
        long patienceNanos = PATIENCE_LOOKS * intervalNanos(waiter);
        long target =
                Math.max(wantedBytes(waiter, shortfall), tree.root().maxBytes() / ASKS_PER_BUDGET);
        boolean asked = false;
        for (Givers.Candidate<Giver.Reclaiming> candidate :
                arbiter.givers().candidates(shortfall, Giver.Reclaiming.class)) {
            Giver.Reclaiming giver = candidate.giver();
            if (target <= 0 || !waiter.isWaiting()) {
                break;
            }
            if (waiter.optional && !mayDisturb(waiter, candidate)) {
                continue;
            }
            if (giver.isPending()) {
                boolean overdue = giver.isOverdue(now, patienceNanos);
                long freed = mayRunHere(waiter, giver) ? arbiter.givers().run(giver) : 0;
                asked |= !overdue || freed > 0 || !waiter.optional;
                target -= freed > 0 ? freed : overdue ? 0 : giver.requestedBytes();
            } else if (!giver.isBarrenSince(now - patienceNanos)) {
                long bytes = Math.min(target, candidate.victim().reclaimableBytes());
                target -= ask(waiter, giver, bytes);
                asked = true;
            }
        }
        waiter.exhausted = !asked;
    }

    private long ask(Waiter waiter, Giver.Reclaiming giver, long bytes) {
        room.ask(giver, bytes, waiter);
        if (mayRunHere(waiter, giver)) {
            long freed = arbiter.givers().run(giver);
            waiter.note(
                    giver.pool == waiter.pool()
                            ? "gave back %d of %d bytes itself".formatted(freed, bytes)
                            : "had %s give back %d of %d bytes"
                                    .formatted(giver.pool.path(), freed, bytes));
            return freed;
        }
        waiter.note("asked %s for %d bytes".formatted(giver.pool.path(), bytes));
        return bytes;
    }

    /** Whether a reclaimer need not be waited for: it is at a safe point as far as this goes. */
    private boolean mayRunHere(Waiter waiter, Giver.Reclaiming giver) {
        return (waiter.parked && giver.pool == waiter.pool())
                || arbiter.givers().isAtSafePoint(giver);
    }

    /** Whether it is better that somebody else gives memory back than one who can do without. */
    private boolean mayDisturb(Waiter waiter, Givers.Candidate<Giver.Reclaiming> candidate) {
        return candidate.giver().pool != waiter.pool()
                && (candidate.victim().priority() < waiter.priority
                        || candidate.victim().reclaimableBytes()
                                > tree.books().usedBytes(waiter.pool()));
    }

    /** What this waiter lacks, and those that are served before it and compete with it. */
    private long wantedBytes(Waiter waiter, Shortfall shortfall) {
        PoolNode full = shortfall.full();
        if (full == null) {
            return 0;
        }
        return shortfall.missingBytes()
                + room.locked(() -> bytesAhead(waiter, full, room.waiters()));
    }

    private static long bytesAhead(Waiter waiter, PoolNode full, List<Waiter> inOrder) {
        long bytes = 0;
        for (Waiter other : inOrder) {
            if (other == waiter) {
                break;
            }
            if (other.pool().isWithin(full)) {
                bytes += other.claim.missingBytes();
            }
        }
        return bytes;
    }
}
