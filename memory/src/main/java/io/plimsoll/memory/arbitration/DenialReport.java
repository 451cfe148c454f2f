package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.budget.PoolTree;
import io.plimsoll.memory.budget.Pressure;
import io.plimsoll.memory.request.MemoryDenial;
import io.plimsoll.memory.request.MemoryDenial.Reason;
import io.plimsoll.memory.request.Victim;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Draws the whole picture of a denial.
 *
 * <p><b>Threads:</b> the driver of the waiter that was denied, under no lock: it asks reclaimers
 * and evictors what they could give.
 */
final class DenialReport {

    private static final int MAX_HOLDERS = 5;
    private static final int MAX_WAITERS = 10;

    private final Arbiter arbiter;
    private final WaitingRoom room;
    private final Waiter waiter;
    private final Reason reason;
    private final Pressure pressure;
    private final PoolNode full;

    private DenialReport(Arbiter arbiter, Waiter waiter, Reason reason) {
        this.arbiter = arbiter;
        this.room = arbiter.room();
        this.waiter = waiter;
        this.reason = reason;
        Pressure last = waiter.lastPressure;
        this.pressure =
                last != null
                        ? last
                        : arbiter.tree().shortage().pressure(waiter.pool(), waiter.claim.bytes());
        PoolNode nearest = pressure.full();
        this.full = nearest == null ? arbiter.tree().root() : nearest;
    }

    static MemoryDenial of(Arbiter arbiter, Waiter waiter, Reason reason) {
        return new DenialReport(arbiter, waiter, reason).draw();
    }

    private MemoryDenial draw() {
        PoolTree tree = arbiter.tree();
        return new MemoryDenial(
                waiter.pool().path(),
                waiter.claim.words(),
                waiter.claim.bytes(),
                waiter.priority,
                arbiter.age(waiter),
                reason,
                full.path(),
                full.maxBytes(),
                tree.books().usedBytes(full),
                pressure.missingBytes(),
                room.locked(this::holders),
                sources(),
                room.locked(this::waiters),
                waiter.attempts(),
                remedy());
    }

    private List<MemoryDenial.Holder> holders() {
        return pressure.holders().stream()
                .sorted(Comparator.comparingLong(Pressure.Holder::usedBytes).reversed())
                .limit(MAX_HOLDERS)
                .map(this::holder)
                .toList();
    }

    private MemoryDenial.Holder holder(Pressure.Holder holder) {
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
                arbiter.givers().candidates(pressure, Giver.class)) {
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
        return giver.isBarrenSince(waiter.sinceNanos) ? "asked, gave back nothing" : "not asked";
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
                                other.isBefore(waiter)));
            }
        }
        return others;
    }

    private String remedy() {
        if (pressure.isRelieved()) {
            return "others were served first; ask again, or wait longer";
        }
        String raise =
                full == arbiter.tree().root()
                        ? "raise memorySizeBytes of the memory manager"
                        : "raise maxBytes of pool " + full.path();
        String more = reason == Reason.IMPOSSIBLE ? " to " + waiter.claim.bytes() : "";
        String wait = reason == Reason.DEADLINE ? ", or wait longer" : "";
        return raise + more + ", or take less" + wait;
    }
}
