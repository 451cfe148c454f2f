package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.budget.PoolTree;
import io.plimsoll.memory.budget.Shortfall;
import io.plimsoll.memory.budget.figures.Denial;
import io.plimsoll.memory.request.MemoryDenial;
import io.plimsoll.memory.request.MemoryDenial.Reason;
import io.plimsoll.memory.request.Victim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws the whole picture of a denial.
 *
 * <p><b>Threads:</b> the driver of the waiter that was denied, or whoever asked without waiting,
 * under no lock of this package: it asks reclaimers and evictors what they could give.
 */
final class DenialReport {

    private static final int MAX_HOLDERS = 5;
    private static final int MAX_WAITERS = 10;

    private final Arbiter arbiter;
    private final WaitingRoom room;
    private final Asked asked;

    /** Null if nobody waited. */
    private final @Nullable Waiter waiter;

    private final Shortfall shortfall;
    private final PoolNode full;

    /** What was asked for, and what became of it. */
    private record Asked(
            String poolPath,
            String words,
            long bytes,
            int priority,
            Duration waited,
            Reason reason,
            List<String> attempts) {}

    private DenialReport(
            Arbiter arbiter, Asked asked, @Nullable Waiter waiter, Shortfall shortfall) {
        this.arbiter = arbiter;
        this.room = arbiter.room();
        this.asked = asked;
        this.waiter = waiter;
        this.shortfall = shortfall;
        PoolNode nearest = shortfall.full();
        this.full = nearest == null ? arbiter.tree().root() : nearest;
    }

    static MemoryDenial of(Arbiter arbiter, Waiter waiter, Reason reason) {
        Asked asked =
                new Asked(
                        waiter.pool().path(),
                        waiter.claim.words(),
                        waiter.claim.bytes(),
                        waiter.priority,
                        arbiter.age(waiter),
                        reason,
                        waiter.attempts());
        Shortfall last = waiter.lastShortfall;
        Shortfall shortfall =
                last != null
                        ? last
                        : arbiter.tree().contention().shortfall(waiter.pool(), asked.bytes);
        return new DenialReport(arbiter, asked, waiter, shortfall).draw();
    }

    /** For what was asked for at once; the pool is the parent of one that could not open. */
    static MemoryDenial of(Arbiter arbiter, PoolNode pool, Denial denial) {
        String refusal = denial.fullPool() == null ? denial.mapFailure() : null;
        Asked asked =
                new Asked(
                        denial.poolPath(),
                        denial.request(),
                        denial.requestedBytes(),
                        pool.effectivePriority(),
                        Duration.ZERO,
                        refusal == null ? Reason.NO_ROOM : Reason.REFUSED,
                        refusal == null ? List.of() : List.of("memory was refused: " + refusal));
        Shortfall shortfall = arbiter.tree().contention().shortfall(pool, asked.bytes);
        return new DenialReport(arbiter, asked, null, shortfall).draw();
    }

    private MemoryDenial draw() {
        PoolTree tree = arbiter.tree();
        return new MemoryDenial(
                asked.poolPath,
                asked.words,
                asked.bytes,
                asked.priority,
                asked.waited,
                asked.reason,
                full.path(),
                full.maxBytes(),
                tree.books().usedBytes(full),
                shortfall.missingBytes(),
                room.locked(this::holders),
                sources(),
                room.locked(this::waiters),
                asked.attempts,
                remedy());
    }

    private List<MemoryDenial.Holder> holders() {
        return shortfall.holders().stream()
                .sorted(Comparator.comparingLong(Shortfall.Holder::usedBytes).reversed())
                .limit(MAX_HOLDERS)
                .map(this::holder)
                .toList();
    }

    private MemoryDenial.Holder holder(Shortfall.Holder holder) {
        PoolNode pool = holder.pool();
        boolean waits = room.waiters().stream().anyMatch(other -> other.pool() == pool);
        return new MemoryDenial.Holder(
                pool.path(),
                holder.usedBytes(),
                holder.lendableBytes(),
                pool.effectivePriority(),
                waits);
    }

    private List<MemoryDenial.Source> sources() {
        List<MemoryDenial.Source> sources = new ArrayList<>();
        for (Givers.Candidate<Giver> candidate :
                arbiter.givers().candidates(shortfall, Giver.class)) {
            Victim victim = candidate.victim();
            sources.add(
                    new MemoryDenial.Source(
                            victim.poolPath(),
                            candidate.giver().kind(),
                            victim.reclaimableBytes(),
                            state(candidate.giver())));
        }
        return sources;
    }

    private String state(Giver giver) {
        if (giver instanceof Giver.Reclaiming reclaiming && reclaiming.isPending()) {
            return reclaiming.isRunning() ? "at work" : "asked, has not come to a safe point since";
        }
        return waiter != null && giver.isBarrenSince(waiter.sinceNanos)
                ? "asked, gave back nothing"
                : "not asked";
    }

    private List<MemoryDenial.Waiting> waiters() {
        List<MemoryDenial.Waiting> others = new ArrayList<>();
        for (Waiter other : room.waiters()) {
            if (other != waiter && others.size() < MAX_WAITERS) {
                others.add(
                        new MemoryDenial.Waiting(
                                other.pool().path(),
                                other.claim.bytes(),
                                other.priority,
                                arbiter.age(other),
                                waiter == null || other.isBefore(waiter)));
            }
        }
        return others;
    }

    private String remedy() {
        if (asked.reason == Reason.REFUSED) {
            return "raise the limit of the process, or take less";
        }
        if (shortfall.isNone()) {
            return "others were served first; ask again, or wait longer";
        }
        String raise =
                full == arbiter.tree().root()
                        ? "raise memorySizeBytes of the memory manager"
                        : "raise maxBytes of pool " + full.path();
        String more = asked.reason == Reason.IMPOSSIBLE ? " to " + asked.bytes : "";
        String wait =
                switch (asked.reason) {
                    case DEADLINE -> ", or wait longer";
                    case NO_ROOM -> ", or wait (MemoryPool.request)";
                    case IMPOSSIBLE, REFUSED, DEADLOCK, LOWEST_PRIORITY -> "";
                };
        return raise + more + ", or take less" + wait;
    }
}
