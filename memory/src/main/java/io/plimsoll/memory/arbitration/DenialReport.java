package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.budget.Fullness;
import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.budget.Shortfall;
import io.plimsoll.memory.budget.figures.Denial;
import io.plimsoll.memory.pages.LimitExceededException;
import io.plimsoll.memory.request.MemoryDenial;
import io.plimsoll.memory.request.MemoryDenial.Reason;
import io.plimsoll.memory.request.Victim;
import java.time.Duration;
import java.util.ArrayList;
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
    private final Fullness fullness;

    /** What was asked for, and what became of it. */
    private record Asked(
            Denial.Kind kind,
            PoolNode pool,
            String poolPath,
            String words,
            long bytes,
            int priority,
            Duration waited,
            Reason reason,
            List<String> attempts) {

        /** The same, but refused by the platform or the process if that has said why. */
        Asked refused(@Nullable String why) {
            if (why == null) {
                return this;
            }
            List<String> all = new ArrayList<>(attempts);
            all.add("memory was refused: " + why);
            return new Asked(
                    kind, pool, poolPath, words, bytes, priority, waited, Reason.REFUSED, all);
        }
    }

    private DenialReport(
            Arbiter arbiter, Asked asked, @Nullable Waiter waiter, Shortfall shortfall) {
        this.arbiter = arbiter;
        this.room = arbiter.room();
        this.asked = asked;
        this.waiter = waiter;
        this.shortfall = shortfall;
        PoolNode nearest = shortfall.full();
        this.full = nearest == null ? arbiter.tree().root() : nearest;
        this.fullness = arbiter.tree().books().fullness(full, asked.pool, MAX_HOLDERS);
    }

    static MemoryDenial of(Arbiter arbiter, Waiter waiter, Reason reason) {
        Asked asked =
                new Asked(
                        waiter.claim.kind(),
                        waiter.pool(),
                        waiter.claim.path(),
                        waiter.claim.words(),
                        waiter.claim.bytes(),
                        waiter.priority,
                        waiter.timeoutNanos > 0 ? arbiter.age(waiter) : Duration.ZERO,
                        reason,
                        waiter.attempts());
        Shortfall last = waiter.lastShortfall;
        Shortfall shortfall =
                last != null
                        ? last
                        : arbiter.tree().contention().shortfall(waiter.pool(), asked.bytes);
        boolean hasRoom = shortfall.isNone() && waiter.claim instanceof Claim.Pages;
        String refusal = hasRoom ? arbiter.tree().books().refusal() : null;
        return new DenialReport(arbiter, asked.refused(refusal), waiter, shortfall).draw();
    }

    /** For what was asked for at once; the pool is the parent of one that could not open. */
    static MemoryDenial of(Arbiter arbiter, PoolNode pool, Denial denial) {
        PoolNode parent = pool.parent();
        PoolNode lacks = denial.kind() == Denial.Kind.LIMITS && parent != null ? parent : pool;
        boolean isPossible =
                denial.requestedBytes() <= arbiter.tree().contention().mostBytes(lacks, true);
        Asked asked =
                new Asked(
                        denial.kind(),
                        pool,
                        denial.poolPath(),
                        denial.request(),
                        denial.requestedBytes(),
                        pool.effectivePriority(),
                        Duration.ZERO,
                        isPossible ? Reason.NO_ROOM : Reason.IMPOSSIBLE,
                        List.of());
        Shortfall shortfall = arbiter.tree().contention().shortfall(lacks, denial.lackingBytes());
        return new DenialReport(arbiter, asked.refused(denial.refusal()), null, shortfall).draw();
    }

    private MemoryDenial draw() {
        return new MemoryDenial(
                asked.poolPath,
                asked.words,
                asked.bytes,
                asked.priority,
                asked.waited,
                asked.reason,
                full.path(),
                fullness.maxBytes(),
                fullness.usedBytes(),
                asked.reason == Reason.REFUSED ? 0 : shortfall.missingBytes(),
                room.locked(this::holders),
                sources(),
                room.locked(this::waiters),
                asked.attempts,
                remedy());
    }

    private List<MemoryDenial.Holder> holders() {
        return fullness.claimants().stream().map(this::holder).toList();
    }

    private MemoryDenial.Holder holder(Fullness.Claimant claimant) {
        PoolNode pool = claimant.pool();
        boolean waits = room.waiters().stream().anyMatch(other -> other.pool() == pool);
        return new MemoryDenial.Holder(
                pool.path(),
                claimant.usedBytes(),
                claimant.guaranteedBytes(),
                shortfall.lendableBytes(pool),
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
            return howToBeAdmitted() + ", or take less";
        }
        if (shortfall.isNone()) {
            return "memory came free since, or others were served first; ask again";
        }
        if (fullness.overhangBytes() > 0 && asked.reason != Reason.IMPOSSIBLE) {
            return "what is used in pool %2$s and guaranteed below it is %1$d bytes above its lowered maximum: that must come back first"
                    .formatted(fullness.overhangBytes(), full.path());
        }
        String wait =
                switch (asked.reason) {
                    case DEADLINE -> ", or wait longer";
                    case NO_ROOM -> howToWait();
                    case IMPOSSIBLE, REFUSED, DEADLOCK, LOWEST_PRIORITY -> "";
                };
        return howToRaise() + ", or take less" + wait;
    }

    private String howToBeAdmitted() {
        LimitExceededException refusal = arbiter.tree().books().exceeded();
        if (refusal == null) {
            return "raise the limit of the process";
        }
        // the page that was refused may have been the first of all
        long enoughBytes = refusal.limitBytes() + refusal.lackingBytes() + asked.bytes;
        return arbiter.origin().howToRaiseLimit(refusal.limitBytes(), enoughBytes);
    }

    private String howToWait() {
        return switch (asked.kind) {
            case MEMORY -> ", or let it wait (MemoryRequest.within, or a method with a timeout)";
            case NEW_POOL -> ", or let it wait (MemoryRequestHandler.open)";
            case LIMITS -> "";
        };
    }

    private String howToRaise() {
        long maxBytes = enoughBytes();
        if (full != arbiter.tree().root()) {
            PoolNode topmost = shortfall.topmost();
            String above =
                    topmost == null || topmost == full
                            ? ""
                            : " (pool %s above it has no room either)".formatted(topmost.path());
            return "raise maxBytes of pool %s to %d%s".formatted(full.path(), maxBytes, above);
        }
        long most = arbiter.tree().books().maxMemorySizeBytes();
        return arbiter.origin().howToRaise(maxBytes, most);
    }

    /** The maximum with which the full pool would have had room. */
    private long enoughBytes() {
        long missingBytes = shortfall.missingBytes();
        if (fullness.keptBackBytes() > 0) {
            // the reserve grows with the maximum
            double free = 1 - (double) fullness.keptBackBytes() / fullness.maxBytes();
            missingBytes = (long) Math.ceil(missingBytes / free);
        }
        long most = Long.MAX_VALUE - fullness.maxBytes();
        return fullness.maxBytes() + Math.min(most, missingBytes);
    }
}
