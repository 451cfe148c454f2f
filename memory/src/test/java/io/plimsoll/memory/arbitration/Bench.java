package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.budget.Opening;
import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.budget.PoolTree;
import io.plimsoll.memory.budget.allowance.PoolTerms;
import io.plimsoll.memory.budget.figures.BudgetOrigin;
import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.region.FakeRegions;
import io.plimsoll.memory.request.Deadline;
import io.plimsoll.memory.request.FakeTime;
import io.plimsoll.memory.request.MemoryDenial;
import io.plimsoll.memory.request.MemoryEvictor;
import io.plimsoll.memory.request.MemoryOutcome;
import io.plimsoll.memory.request.MemoryReclaimer;
import io.plimsoll.memory.request.MemoryRequest;
import io.plimsoll.memory.request.VictimStrategy;
import io.plimsoll.memory.snapshot.MemoryListener;
import io.plimsoll.memory.snapshot.ReclaimFigures;
import io.plimsoll.memory.snapshot.WaiterFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An arbiter on one thread, which steps its waiters by hand, under a clock that is moved by hand.
 */
final class Bench implements MemoryListener {

    static final Duration TIMEOUT = Duration.ofSeconds(16);

    final FakeTime time = new FakeTime();
    final PoolTree tree;
    final Arbiter arbiter;
    final List<String> events = new ArrayList<>();

    /** What was said to the log. */
    final List<String> log = new ArrayList<>();

    /** What the log throws, if it does. */
    RuntimeException logThrows;

    Bench(long budgetBytes) {
        this(budgetBytes, VictimStrategy.largestFirst());
    }

    Bench(long budgetBytes, VictimStrategy strategy) {
        tree = new PoolTree(new PageStore(new FakeRegions(), budgetBytes, 4096), budgetBytes);
        arbiter =
                new Arbiter(
                        tree,
                        BudgetOrigin.ofProgram(budgetBytes),
                        time,
                        strategy,
                        this,
                        this::onReclaim,
                        this::log);
    }

    private void log(String what, Throwable thrown) {
        if (logThrows != null) {
            throw logThrows;
        }
        log.add(what + " <- " + thrown);
    }

    @Override
    public void onWait(WaiterFigures waiter) {
        events.add("waits for memory: " + waiter.poolPath());
    }

    @Override
    public void onDenial(MemoryDenial denial) {
        events.add("denied " + denial.poolPath() + " " + denial.reason());
    }

    @Override
    public void onReclaim(ReclaimFigures reclaim) {
        events.add(
                "%s %s %d of %d %s"
                        .formatted(
                                reclaim.kind(),
                                reclaim.poolPath(),
                                reclaim.freedBytes(),
                                reclaim.askedBytes(),
                                reclaim.outcome()));
    }

    Party party(String name, int priority) {
        return party(
                tree.root(),
                new PoolTerms(name, 0, tree.root().maxBytes(), priority, false, false));
    }

    Party party(PoolNode parent, PoolTerms terms) {
        return new Party(((Opening.Opened) tree.open(parent, terms)).pool());
    }

    /** Somebody who waits for a new pool's minimum. */
    Waiter opening(String name, long minBytes) {
        PoolTerms terms = new PoolTerms(name, minBytes, tree.root().maxBytes(), 0, false, false);
        return arbiter.enter(
                arbiter.desk(tree.root()),
                new Claim.NewPool(tree.root(), terms),
                Terms.of(MemoryRequest.bytes(minBytes).within(TIMEOUT), tree.root(), time),
                false);
    }

    /** A pool, its user, and what the user holds; gives back what it is asked for, as told. */
    final class Party implements MemoryReclaimer, MemoryEvictor {
        final PoolNode pool;
        final PoolDesk desk;
        long heldBytes;
        long reclaimableBytes = Long.MAX_VALUE;
        long lastUse;
        boolean atSafePoint;
        long uses;
        RuntimeException throwsThis;
        Runnable inside = () -> {};
        Runnable withdrawal = () -> {};

        Party(PoolNode pool) {
            this.pool = pool;
            this.desk = arbiter.desk(pool);
        }

        Party holding(long bytes) {
            if (!tree.tryReserve(pool, bytes)) {
                throw new IllegalStateException(bytes + " bytes are not to be had");
            }
            heldBytes += bytes;
            return this;
        }

        void release(long bytes) {
            heldBytes -= bytes;
            tree.unreserve(pool, bytes);
        }

        Party reclaiming() {
            desk.add((MemoryReclaimer) this);
            return this;
        }

        Party evicting() {
            withdrawal = arbiter.add(pool, (MemoryEvictor) this);
            return this;
        }

        /** A request of the thread that uses the pool, which waits. */
        Waiter waiting(long bytes) {
            return waiting(MemoryRequest.bytes(bytes).within(TIMEOUT));
        }

        Waiter waiting(MemoryRequest request) {
            return enter(request, true);
        }

        /** A request whose thread goes on. */
        Waiter async(long bytes) {
            return enter(MemoryRequest.bytes(bytes).within(TIMEOUT), false);
        }

        private Waiter enter(MemoryRequest request, boolean parked) {
            return arbiter.enter(
                    desk, Claim.of(pool, request), Terms.of(request, pool, time), parked);
        }

        @Override
        public long reclaimableBytes() {
            return Math.min(heldBytes, reclaimableBytes);
        }

        @Override
        public long reclaim(long targetBytes, Deadline deadline) {
            return evict(targetBytes);
        }

        @Override
        public boolean isAtSafePoint() {
            return atSafePoint;
        }

        @Override
        public long evictableBytes() {
            return reclaimableBytes();
        }

        @Override
        public long evict(long targetBytes) {
            inside.run();
            if (throwsThis != null) {
                throw throwsThis;
            }
            long bytes = Math.min(targetBytes, reclaimableBytes());
            release(bytes);
            return bytes;
        }

        @Override
        public int priority(int poolPriority) {
            return poolPriority;
        }

        @Override
        public long lastUseNanos() {
            return lastUse;
        }

        @Override
        public long useCount() {
            return uses;
        }
    }

    /** One step of each. */
    void step(Waiter... waiters) {
        for (Waiter waiter : waiters) {
            if (waiter.isWaiting()) {
                arbiter.step(waiter);
            }
        }
    }

    /** Steps them as their threads would, until some time has passed. */
    void run(Duration length, Waiter... waiters) {
        long end = time.nanoTime() + length.toNanos();
        while (time.nanoTime() < end) {
            step(waiters);
            time.pass(Duration.ofMillis(5));
        }
        step(waiters);
    }

    /** Steps them until the first has ended. */
    void runUntilEnded(Waiter... waiters) {
        while (waiters[0].isWaiting()) {
            step(waiters);
            time.pass(Duration.ofMillis(waiters[0].isWaiting() ? 5 : 0));
        }
    }

    /** The denial of a request that has ended. */
    MemoryDenial denial(Waiter waiter) {
        return ((MemoryOutcome.Denied<Claim>) arbiter.outcome(waiter)).denial();
    }
}
