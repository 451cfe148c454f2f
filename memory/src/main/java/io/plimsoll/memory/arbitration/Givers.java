package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.budget.PoolTree;
import io.plimsoll.memory.budget.Shortfall;
import io.plimsoll.memory.budget.loan.Lacking;
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
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
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

    /** Held while evictors are added and withdrawn; the tree's lock is taken within it. */
    private final Object evictors = new Object();

    /** Whether it was told that the strategy threw; it would be at every look. */
    private final AtomicBoolean toldBrokenStrategy = new AtomicBoolean();

    Givers(Arbiter arbiter, PoolTree tree, TimeSource time, VictimStrategy strategy) {
        this.arbiter = arbiter;
        this.room = arbiter.room();
        this.tree = tree;
        this.time = time;
        this.strategy = strategy;
        tree.contention().onGone(this::forgetGone);
    }

    /** Forgets whom nobody can ask any more: what is theirs belongs to the collector. */
    private void forgetGone() {
        for (Giver giver : known) {
            if (giver.isOver()) {
                known.remove(giver);
            }
        }
    }

    void withdraw(Giver.Reclaiming giver) {
        giver.withdraw();
        known.remove(giver);
    }

    Giver.Reclaiming add(PoolNode pool, MemoryReclaimer reclaimer) {
        Giver.Reclaiming giver = new Giver.Reclaiming(pool, orders.getAndIncrement(), reclaimer);
        known.add(giver);
        return giver;
    }

    /** Makes an evictor known: from now on its pool may live on what others do not use. */
    Giver.Evicting add(PoolNode pool, MemoryEvictor evictor) {
        Giver.Evicting giver = new Giver.Evicting(pool, orders.getAndIncrement(), evictor);
        synchronized (evictors) {
            known.add(giver);
            tree.contention().beginBorrowing(pool, (bytes, by) -> recall(pool, bytes, by));
        }
        return giver;
    }

    /**
     * Makes an evictor unknown. If it is its pool's last, nobody could take back what was lent to
     * the pool: so that is taken back first, as far as the evictor is willing, and meanwhile no
     * more is lent.
     */
    void withdraw(Giver.Evicting giver) {
        Lacking by = lacking(giver.pool, giver.pool.effectivePriority());
        long lent = tryWithdraw(giver, Long.MAX_VALUE);
        while (lent > 0) {
            run(giver, lent, by, arbiter::noteRecall);
            lent = tryWithdraw(giver, lent);
        }
    }

    /**
     * Withdraws an evictor, unless it has to take something back first: then it is said how much.
     *
     * @param before how much it was when this was asked last; once it does not fall, it stays
     */
    private long tryWithdraw(Giver.Evicting giver, long before) {
        synchronized (evictors) {
            boolean last = !hasOtherEvictor(giver);
            long lent =
                    last && giver.mayBeAsked() ? tree.contention().pauseBorrowing(giver.pool) : 0;
            if (lent > 0 && lent < before) {
                return lent;
            }
            giver.withdraw();
            known.remove(giver);
            if (last) {
                tree.contention().endBorrowing(giver.pool);
            }
            return 0;
        }
    }

    private static Lacking lacking(PoolNode pool, int priority) {
        return new Lacking(pool.path(), priority);
    }

    private boolean hasOtherEvictor(Giver.Evicting one) {
        for (Giver giver : known) {
            if (giver != one
                    && giver instanceof Giver.Evicting
                    && giver.pool == one.pool
                    && giver.mayBeAsked()) {
                return true;
            }
        }
        return false;
    }

    /** Whether somebody below a pool is asked and has not finished. */
    boolean isAnyPending(PoolNode below) {
        for (Giver giver : known) {
            if (giver instanceof Giver.Reclaiming asked
                    && asked.mayBeAsked()
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
        if (known.isEmpty()) {
            return candidates;
        }
        IdentityHashMap<PoolNode, Long> lendable = new IdentityHashMap<>();
        shortfall.holders().forEach(holder -> lendable.put(holder.pool(), holder.lendableBytes()));
        for (Giver giver : known) {
            long lendableBytes = giver.mayBeAsked() ? lendable.getOrDefault(giver.pool, 0L) : 0;
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
        } catch (RuntimeException | AssertionError | LinkageError broken) {
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
        } catch (RuntimeException | AssertionError | LinkageError broken) {
            noteBroken(giver, broken);
            return null;
        }
    }

    private void noteBroken(Giver giver, Throwable broken) {
        if (giver.firstBreaks()) {
            arbiter.log(
                    "pool=%s: its %s threw when it was asked what it could give back, and is passed over while it does; said once"
                            .formatted(giver.pool.path(), giver.kind()),
                    broken);
        }
    }

    /**
     * Whether a reclaimer may be called by this thread now, though it is not its owner's request.
     */
    boolean isAtSafePoint(Giver.Reclaiming giver) {
        try {
            return giver.isAtSafePoint();
        } catch (RuntimeException | AssertionError | LinkageError broken) {
            noteBroken(giver, broken);
            return false;
        }
    }

    /** Calls an evictor for a waiter and returns what it gave back. */
    long run(Giver.Evicting giver, long bytes, Waiter by) {
        return run(giver, bytes, lacking(by.pool(), by.priority), arbiter::noteReclaim);
    }

    private long run(Giver.Evicting giver, long bytes, Lacking by, Consumer<ReclaimFigures> told) {
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
        Attempt attempt = new Attempt(Kind.EVICT, by, bytes, freed, begin, thrown);
        conclude(giver, attempt, told);
        return freed;
    }

    /**
     * Has a pool's evictors give back what was lent to it, and returns how much they say it was.
     * The thread may be in the midst of anything: listeners hear of it from another one.
     */
    private long recall(PoolNode pool, long bytes, Lacking by) {
        long freed = 0;
        for (Giver giver : known) {
            if (giver instanceof Giver.Evicting evicting
                    && giver.pool == pool
                    && giver.mayBeAsked()
                    && freed < bytes) {
                freed += run(evicting, bytes - freed, by, arbiter::noteRecall);
            }
        }
        return freed;
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
            freed = giver.mayBeAsked() ? Math.max(0, giver.run(asked, by.deadline)) : 0;
        } catch (Throwable torn) {
            thrown = torn;
        } finally {
            tree.contention().exitReclaim();
        }
        Lacking lacking = lacking(by.pool(), by.priority);
        Attempt attempt = new Attempt(Kind.RECLAIM, lacking, asked, freed, begin, thrown);
        try {
            conclude(giver, attempt, arbiter::noteReclaim);
        } finally {
            room.finish(giver);
            by.wake();
        }
        return freed;
    }

    /** Notes how it went, and fails the pool of one that threw: nobody knows what it holds now. */
    private void conclude(Giver giver, Attempt attempt, Consumer<ReclaimFigures> told) {
        long now = time.nanoTime();
        if (attempt.freedBytes == 0) {
            giver.noteBarren(now);
        }
        try {
            tell(giver, attempt, told, now);
        } finally {
            Throwable thrown = attempt.thrown;
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            if (thrown != null && giver.tear()) {
                known.remove(giver);
                arbiter.failTorn(giver, thrown);
            }
        }
    }

    private static void tell(
            Giver giver, Attempt attempt, Consumer<ReclaimFigures> told, long now) {
        told.accept(
                new ReclaimFigures(
                        giver.pool.path(),
                        attempt.kind,
                        attempt.by.poolPath(),
                        attempt.by.priority(),
                        attempt.askedBytes,
                        attempt.freedBytes,
                        now,
                        Duration.ofNanos(now - attempt.beginNanos),
                        attempt.outcome()));
    }

    /** How it went when somebody was asked. */
    private record Attempt(
            Kind kind,
            Lacking by,
            long askedBytes,
            long freedBytes,
            long beginNanos,
            @Nullable Throwable thrown) {

        Outcome outcome() {
            if (thrown != null) {
                return Outcome.FAILED;
            }
            return freedBytes > 0 ? Outcome.FREED : Outcome.REFUSED;
        }
    }
}
