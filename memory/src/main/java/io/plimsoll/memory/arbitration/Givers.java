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

    /** So often what was lent is taken back before an evictor goes, while more is lent. */
    private static final int MAX_RECALLS = 8;

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
            if (giver.isGone()) {
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
            pool.setEvictor((bytes, by) -> recall(pool, bytes, by));
        }
        return giver;
    }

    /**
     * Makes an evictor unknown. If it is its pool's last, nobody could take back what was lent to
     * the pool: so that is taken back first, as far as the evictor is willing.
     */
    void withdraw(Giver.Evicting giver) {
        PoolNode pool = giver.pool;
        for (int round = 1; !tryWithdraw(giver, round > MAX_RECALLS); round++) {
            long lent = tree.books().figures(pool).borrowedBytes();
            run(giver, lent, pool, pool.effectivePriority(), arbiter::noteRecall);
            if (tree.books().figures(pool).borrowedBytes() >= lent) {
                tryWithdraw(giver, true);
                return;
            }
        }
    }

    private boolean tryWithdraw(Giver.Evicting giver, boolean anyway) {
        synchronized (evictors) {
            boolean done =
                    giver.isWithdrawn()
                            || hasOtherEvictor(giver)
                            || tree.contention().endBorrowing(giver.pool, anyway);
            if (done) {
                giver.withdraw();
                known.remove(giver);
            }
            return done;
        }
    }

    private boolean hasOtherEvictor(Giver.Evicting one) {
        for (Giver giver : known) {
            if (giver != one
                    && giver instanceof Giver.Evicting
                    && giver.pool == one.pool
                    && giver.isThere()) {
                return true;
            }
        }
        return false;
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
        if (known.isEmpty()) {
            return candidates;
        }
        IdentityHashMap<PoolNode, Long> lendable = new IdentityHashMap<>();
        shortfall.holders().forEach(holder -> lendable.put(holder.pool(), holder.lendableBytes()));
        for (Giver giver : known) {
            long lendableBytes = giver.isThere() ? lendable.getOrDefault(giver.pool, 0L) : 0;
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
            if (giver.firstBreaks()) {
                arbiter.log(
                        "pool=%s: its %s threw when it was asked what it could give back, and is passed over while it does; said once"
                                .formatted(giver.pool.path(), giver.kind()),
                        broken);
            }
            return null;
        }
    }

    /** Calls an evictor for a waiter and returns what it gave back. */
    long run(Giver.Evicting giver, long bytes, Waiter by) {
        return run(giver, bytes, by.pool(), by.priority, arbiter::noteReclaim);
    }

    private long run(
            Giver.Evicting giver,
            long bytes,
            PoolNode by,
            int priority,
            Consumer<ReclaimFigures> told) {
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
        Attempt attempt = new Attempt(Kind.EVICT, by, priority, bytes, freed, begin, thrown);
        conclude(giver, attempt, told);
        return freed;
    }

    /**
     * Has a pool's evictors give back what was lent to it, and returns how much they say it was.
     * The thread may be in the midst of anything: listeners hear of it from another one.
     */
    private long recall(PoolNode pool, long bytes, PoolNode by) {
        long freed = 0;
        for (Giver giver : known) {
            if (giver instanceof Giver.Evicting evicting
                    && giver.pool == pool
                    && giver.isThere()
                    && freed < bytes) {
                freed +=
                        run(
                                evicting,
                                bytes - freed,
                                by,
                                by.effectivePriority(),
                                arbiter::noteRecall);
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
            freed = giver.isThere() ? Math.max(0, giver.run(asked, by.deadline)) : 0;
        } catch (Throwable torn) {
            thrown = torn;
        } finally {
            tree.contention().exitReclaim();
        }
        Attempt attempt =
                new Attempt(Kind.RECLAIM, by.pool(), by.priority, asked, freed, begin, thrown);
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
                        attempt.by.path(),
                        attempt.priority,
                        attempt.askedBytes,
                        attempt.freedBytes,
                        now,
                        Duration.ofNanos(now - attempt.beginNanos),
                        attempt.outcome()));
    }

    /** How it went when somebody was asked. */
    private record Attempt(
            Kind kind,
            PoolNode by,
            int priority,
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
