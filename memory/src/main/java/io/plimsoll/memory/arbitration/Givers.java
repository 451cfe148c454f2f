package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.budget.PoolTree;
import io.plimsoll.memory.budget.Shortfall;
import io.plimsoll.memory.request.MemoryEvictor;
import io.plimsoll.memory.request.MemoryReclaimer;
import io.plimsoll.memory.request.TimeSource;
import io.plimsoll.memory.request.Victim;
import io.plimsoll.memory.request.VictimStrategy;
import io.plimsoll.memory.snapshot.ReclaimFigures;
import io.plimsoll.memory.snapshot.ReclaimFigures.Kind;
import io.plimsoll.memory.snapshot.ReclaimFigures.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All who made themselves known as able to give memory back, and the way to call them: under no
 * lock, on a thread that may take nothing meanwhile, with a note of how it went.
 *
 * <p><b>Threads:</b> any thread may call any method; the arbiter's lock must not be held.
 */
final class Givers {

    /** Somebody to be asked, as it was a moment ago. */
    record Candidate<G extends Giver>(G giver, Victim victim) {}

    private final Arbiter arbiter;
    private final WaitingRoom room;
    private final PoolTree tree;
    private final TimeSource time;
    private final VictimStrategy strategy;
    private final CopyOnWriteArrayList<Giver> known = new CopyOnWriteArrayList<>();
    private final AtomicLong orders = new AtomicLong();

    /** Whether it was told that the strategy threw; it would be at every look. */
    private final AtomicBoolean toldBrokenStrategy = new AtomicBoolean();

    Givers(Arbiter arbiter, PoolTree tree, TimeSource time, VictimStrategy strategy) {
        this.arbiter = arbiter;
        this.room = arbiter.room();
        this.tree = tree;
        this.time = time;
        this.strategy = strategy;
    }

    Giver.Reclaiming add(PoolNode pool, MemoryReclaimer reclaimer) {
        Giver.Reclaiming giver = new Giver.Reclaiming(pool, orders.getAndIncrement(), reclaimer);
        known.removeIf(Giver::isGone);
        known.add(giver);
        return giver;
    }

    Giver.Evicting add(PoolNode pool, MemoryEvictor evictor) {
        Giver.Evicting giver = new Giver.Evicting(pool, orders.getAndIncrement(), evictor);
        known.removeIf(Giver::isGone);
        known.add(giver);
        return giver;
    }

    /** Whether somebody below a pool is asked and has not finished. */
    boolean isAnyPending(PoolNode below) {
        for (Giver giver : known) {
            if (giver instanceof Giver.Reclaiming asked
                    && asked.isThere()
                    && asked.isPending()
                    && asked.pool.isWithin(below)) {
                return true;
            }
        }
        return false;
    }

    /** Those of a kind who could relieve a shortfall, in the order in which to ask them. */
    <G extends Giver> List<Candidate<G>> candidates(Shortfall shortfall, Class<G> kind) {
        List<Candidate<G>> candidates = new ArrayList<>();
        for (Giver giver : known) {
            long lendableBytes = giver.isThere() ? shortfall.lendableBytes(giver.pool) : 0;
            if (lendableBytes > 0 && kind.isInstance(giver)) {
                Victim victim = look(giver, lendableBytes);
                if (victim != null && victim.reclaimableBytes() > 0) {
                    candidates.add(new Candidate<>(kind.cast(giver), victim));
                }
            }
        }
        sort(candidates);
        return candidates;
    }

    private <G extends Giver> void sort(List<Candidate<G>> candidates) {
        try {
            candidates.sort(Comparator.comparing(Candidate::victim, strategy));
        } catch (RuntimeException broken) {
            if (toldBrokenStrategy.compareAndSet(false, true)) {
                arbiter.log(
                        "the victim strategy threw: holders are asked in the order in which they made themselves known; said once",
                        broken);
            }
            candidates.sort(Comparator.comparingLong(candidate -> candidate.giver().order));
        }
    }

    private @Nullable Victim look(Giver giver, long lendableBytes) {
        try {
            return giver.victim(lendableBytes);
        } catch (RuntimeException broken) {
            if (giver.firstBreaks()) {
                arbiter.log(
                        "pool=%s: its %s threw when it was asked what it could give back, and is passed over while it does; said once"
                                .formatted(giver.pool.path(), giver.kind()),
                        broken);
            }
            return null;
        }
    }

    /** Calls an evictor and returns what it gave back. */
    long run(Giver.Evicting giver, long bytes, Waiter by) {
        long begin = time.nanoTime();
        long freed = 0;
        Throwable thrown = null;
        tree.contention().enterReclaim();
        try {
            freed = Math.max(0, giver.evictor.evict(bytes));
        } catch (Throwable torn) {
            thrown = torn;
        } finally {
            tree.contention().exitReclaim();
        }
        conclude(giver, Kind.EVICT, by, bytes, freed, begin, thrown);
        return freed;
    }

    /** Whether an evictor of a pool can be asked. */
    boolean hasEvictor(PoolNode pool) {
        for (Giver giver : known) {
            if (giver instanceof Giver.Evicting && giver.pool == pool && giver.isThere()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Has a pool's evictors give back what was lent to it, and returns how much they say it was.
     */
    long recall(PoolNode pool, long bytes) {
        long freed = 0;
        for (Giver giver : known) {
            if (giver instanceof Giver.Evicting evicting
                    && giver.pool == pool
                    && giver.isThere()
                    && freed < bytes) {
                freed += recall(evicting, bytes - freed);
            }
        }
        return freed;
    }

    private long recall(Giver.Evicting giver, long bytes) {
        tree.contention().enterReclaim();
        try {
            return Math.max(0, giver.evictor.evict(bytes));
        } catch (Throwable torn) {
            arbiter.failTorn(giver, torn);
            return 0;
        } finally {
            tree.contention().exitReclaim();
        }
    }

    /** At a safe point: calls a reclaimer if it is asked and not being called already. */
    long run(Giver.Reclaiming giver) {
        if (tree.contention().isReclaiming()) {
            return 0;
        }
        long asked = room.begin(giver);
        Waiter by = giver.asker();
        if (asked == 0 || by == null) {
            return 0;
        }
        long begin = time.nanoTime();
        long freed = 0;
        Throwable thrown = null;
        tree.contention().enterReclaim();
        try {
            freed = giver.isThere() ? Math.max(0, giver.run(asked, by.deadline)) : 0;
        } catch (Throwable torn) {
            thrown = torn;
        } finally {
            tree.contention().exitReclaim();
        }
        conclude(giver, Kind.RECLAIM, by, asked, freed, begin, thrown);
        room.finish(giver);
        by.wake();
        return freed;
    }

    /** Notes how it went, and fails the pool of one that threw: nobody knows what it holds now. */
    private void conclude(
            Giver giver,
            Kind kind,
            Waiter by,
            long askedBytes,
            long freedBytes,
            long beginNanos,
            @Nullable Throwable thrown) {
        long now = time.nanoTime();
        if (freedBytes == 0) {
            giver.noteBarren(now);
        }
        Outcome outcome =
                thrown != null ? Outcome.FAILED : freedBytes > 0 ? Outcome.FREED : Outcome.REFUSED;
        arbiter.noteReclaim(
                new ReclaimFigures(
                        giver.pool.path(),
                        kind,
                        by.pool().path(),
                        by.priority,
                        askedBytes,
                        freedBytes,
                        now,
                        Duration.ofNanos(now - beginNanos),
                        outcome));
        if (thrown != null) {
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            arbiter.failTorn(giver, thrown);
        }
    }
}
