package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.budget.Shortfall;
import io.plimsoll.memory.request.MemoryDenial.Reason;
import io.plimsoll.memory.request.TimeSource;
import io.plimsoll.memory.snapshot.ReclaimFigures;
import io.plimsoll.memory.snapshot.ReclaimFigures.Kind;
import io.plimsoll.memory.snapshot.ReclaimFigures.Outcome;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides who has to go when asking does not help.
 *
 * <p>There are two occasions. If all who hold memory wait for more, nothing can move: that is
 * resolved at once, as far as it can be known. A thread that uses a holding pool, as {@link
 * PoolDesk} knows it, and does not wait, may give something back: then it is a deadlock only from
 * half of a waiter's time on. If nothing has moved for half of a waiter's time, a holder of lower
 * priority is failed for it.
 *
 * <p>Before anybody has to go, what the queue has gathered is given back: all of it in a deadlock,
 * otherwise that for requests of lower priority.
 *
 * <p>Who goes is the one of lowest priority; of these the largest, to a power of two, and of these
 * the youngest. Of holders with the waiter's own priority only those come into question that wait
 * themselves, the waiter included; if it is the one, its request is denied. Nobody of a higher
 * priority is ever failed.
 *
 * <p><b>Threads:</b> the driver of a waiter; decisions are made under the arbiter's lock.
 */
final class Rescue {

    /** Nothing must have moved for so long before a deadlock is believed. */
    private static final long MAX_GRACE_NANOS = 10_000_000;

    private static final Comparator<Shortfall.Holder> FIRST_TO_GO =
            Comparator.comparingInt((Shortfall.Holder holder) -> holder.pool().effectivePriority())
                    .thenComparingInt(holder -> Long.numberOfLeadingZeros(holder.lendableBytes()))
                    .thenComparingLong(holder -> -holder.pool().openingOrder());

    private final Arbiter arbiter;
    private final WaitingRoom room;
    private final TimeSource time;

    Rescue(Arbiter arbiter, TimeSource time) {
        this.arbiter = arbiter;
        this.room = arbiter.room();
        this.time = time;
    }

    /** Fails a holder or denies the waiter, if it has come to that. */
    void consider(Waiter waiter) {
        Optional<ReclaimFigures> failed = room.locked(() -> decide(waiter));
        failed.ifPresent(arbiter::noteReclaim);
    }

    /** Needs the lock. */
    private Optional<ReclaimFigures> decide(Waiter waiter) {
        if (!waiter.isWaiting()) {
            return Optional.empty();
        }
        boolean halfTime = isHalfTime(waiter);
        if (!waiter.exhausted && !halfTime) {
            waiter.stuckMoves = -1;
            return Optional.empty();
        }
        Shortfall shortfall = room.look(waiter);
        if (!waiter.isWaiting()) {
            // what others gave back meanwhile was enough
            return Optional.empty();
        }
        if (waiter.optional) {
            room.deny(waiter, Reason.NO_ROOM);
            return Optional.empty();
        }
        Parked parked = Parked.of(room.waiters(), shortfall.full());
        if (isDeadlocked(waiter, shortfall, parked)) {
            // what was gathered for one may be what another needs to go on
            return giveUpGathered(shortfall, _ -> true)
                    ? Optional.empty()
                    : letGo(waiter, shortfall, Reason.DEADLOCK, parked::surelyWaits);
        }
        if (!halfTime || giveUpGathered(shortfall, other -> other.priority < waiter.priority)) {
            return Optional.empty();
        }
        // whoever else uses these pools has had time enough
        return allWait(shortfall, parked::waits)
                ? letGo(waiter, shortfall, Reason.DEADLOCK, parked::waits)
                : letGo(waiter, shortfall, Reason.LOWEST_PRIORITY, parked::surelyWaits);
    }

    private boolean isHalfTime(Waiter waiter) {
        return waiter.timeoutNanos > 0
                && time.nanoTime() - waiter.progressNanos >= waiter.timeoutNanos / 2;
    }

    private boolean giveUpGathered(Shortfall shortfall, Predicate<Waiter> from) {
        PoolNode full = shortfall.full();
        return full != null && room.giveUpGathered(full, from);
    }

    /** Whether all holders wait, nobody is left to ask, and this has been so for a moment. */
    private boolean isDeadlocked(Waiter waiter, Shortfall shortfall, Parked parked) {
        PoolNode full = shortfall.full();
        boolean stuck =
                full != null
                        && waiter.exhausted
                        && allWait(shortfall, parked::surelyWaits)
                        && !arbiter.givers().isAnyPending(full);
        long now = time.nanoTime();
        long moves = room.moves();
        if (!stuck || waiter.stuckMoves != moves) {
            waiter.stuckMoves = stuck ? moves : -1;
            waiter.stuckSinceNanos = now;
            return false;
        }
        return now - waiter.stuckSinceNanos
                >= Math.min(MAX_GRACE_NANOS, Relief.intervalNanos(waiter));
    }

    private static boolean allWait(Shortfall shortfall, Predicate<PoolNode> waits) {
        for (Shortfall.Holder holder : shortfall.holders()) {
            if (!waits.test(holder.pool())) {
                return false;
            }
        }
        return !shortfall.holders().isEmpty();
    }

    private Optional<ReclaimFigures> letGo(
            Waiter waiter, Shortfall shortfall, Reason reason, Predicate<PoolNode> waits) {
        Shortfall.Holder first = firstToGo(waiter, shortfall, waits);
        if (first == null) {
            return Optional.empty();
        }
        if (first.pool() == waiter.pool()) {
            room.deny(waiter, reason);
            return Optional.empty();
        }
        return fail(first, shortfall, waiter, reason);
    }

    private Shortfall.@Nullable Holder firstToGo(
            Waiter waiter, Shortfall shortfall, Predicate<PoolNode> waits) {
        return shortfall.holders().stream()
                .filter(holder -> mayGo(holder.pool(), waiter, waits))
                .min(FIRST_TO_GO)
                .orElse(null);
    }

    private static boolean mayGo(PoolNode pool, Waiter waiter, Predicate<PoolNode> waits) {
        // of a waiter for a new pool this is the parent, which never holds memory: it is no holder
        if (pool == waiter.pool()) {
            return waiter.parked;
        }
        if (pool.isClosed() || pool.failure() != null) {
            return false;
        }
        int priority = pool.effectivePriority();
        return priority < waiter.priority || (priority == waiter.priority && waits.test(pool));
    }

    private Optional<ReclaimFigures> fail(
            Shortfall.Holder holder, Shortfall shortfall, Waiter waiter, Reason reason) {
        String message = message(holder, waiter, reason);
        if (!arbiter.fail(holder.pool(), message, null)) {
            return Optional.empty();
        }
        long now = time.nanoTime();
        PoolNode full = Objects.requireNonNullElse(shortfall.topmost(), holder.pool());
        // what it holds is on its way: nobody else has to go for the same bytes
        giveTime(room.waiters(), full, now);
        waiter.progressNanos = now;
        waiter.note("failed " + holder.pool().path());
        return Optional.of(
                new ReclaimFigures(
                        holder.pool().path(),
                        Kind.FAIL,
                        waiter.pool().path(),
                        waiter.priority,
                        waiter.claim.missingBytes(),
                        0, // what it holds comes back as its user releases it
                        now,
                        Duration.ZERO,
                        Outcome.FAILED));
    }

    private static void giveTime(List<Waiter> waiters, PoolNode full, long nowNanos) {
        for (Waiter other : waiters) {
            if (other.pool().isWithin(full)) {
                other.progressNanos = nowNanos;
            }
        }
    }

    private static String message(Shortfall.Holder holder, Waiter waiter, Reason reason) {
        return ("pool=%s (priority %d) was failed with %d bytes in use: %s, and pool %s (priority %d) waits for"
                        + " %s; close it, and raise memorySizeBytes of the memory manager or let"
                        + " fewer jobs run at once")
                .formatted(
                        holder.pool().path(),
                        holder.pool().effectivePriority(),
                        holder.usedBytes(),
                        reason == Reason.DEADLOCK
                                ? "all who hold memory wait for more"
                                : "nothing has moved for half the time",
                        waiter.pool().path(),
                        waiter.priority,
                        waiter.claim.words());
    }
}
