package io.plimsoll.memory.fuzz;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.snapshot.WaiterFigures;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What happens to those who fight for memory from outside, by one thread: the budget grows and
 * shrinks, so do pools, one gives its limits to another, waits are interrupted and cancelled, idle
 * memory goes back to the system. Meanwhile it looks at what must hold at every instant.
 */
final class FuzzDisturbance {

    private static final int MAX_BYPASSES = 8;

    private final ArbitrationFuzzer fuzzer;
    private final MemoryPool jobs;
    private final List<FuzzWorker> workers;
    private final List<Thread> threads;
    private final SplittableRandom random;

    /** Nothing above it may be held until the budget is changed again. */
    private long ceilingBytes;

    FuzzDisturbance(
            ArbitrationFuzzer fuzzer,
            MemoryPool jobs,
            List<FuzzWorker> workers,
            List<Thread> threads,
            SplittableRandom random) {
        this.fuzzer = fuzzer;
        this.jobs = jobs;
        this.workers = workers;
        this.threads = threads;
        this.random = random;
        this.ceilingBytes = fuzzer.budgetBytes;
    }

    void runUntil(long endNanos) throws InterruptedException {
        while (System.nanoTime() < endNanos) {
            Thread.sleep(random.nextInt(1, 8));
            try {
                disturb();
            } catch (IllegalArgumentException | MemoryReservationException expected) {
                // less than is guaranteed to pools, or more than there is
            } catch (IllegalStateException closed) {
                if (!String.valueOf(closed.getMessage()).startsWith("pool=")) {
                    throw closed;
                }
            }
            look();
        }
        resizeBudget(fuzzer.budgetBytes);
    }

    private void disturb() throws MemoryReservationException {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 5 -> threads.get(random.nextInt(threads.size())).interrupt();
            case 6, 7, 8 -> worker().cancelSomething();
            case 9 -> jobs.resize(0, fuzzer.budgetBytes);
            case 10 -> jobs.resize(0, random.nextLong(fuzzer.budgetBytes));
            case 11, 12 -> resizeBudget(random.nextLong(fuzzer.budgetBytes));
            case 13, 14 ->
                    resizeBudget(random.nextLong(fuzzer.budgetBytes, 2 * fuzzer.budgetBytes + 1));
            case 15, 16 -> resize(worker().pool());
            case 17, 18, 19 -> transfer(worker().pool(), worker().pool());
            case 20 -> fuzzer.manager.trim();
            default -> {}
        }
    }

    private FuzzWorker worker() {
        return workers.get(random.nextInt(workers.size()));
    }

    private void resizeBudget(long bytes) {
        ceilingBytes = Math.max(ceilingBytes, bytes);
        ceilingBytes = bytes + fuzzer.manager.resize(bytes).overhangBytes();
    }

    private void resize(@Nullable MemoryPool pool) throws MemoryReservationException {
        if (pool != null) {
            long minBytes = random.nextLong(fuzzer.budgetBytes / 8);
            pool.resize(minBytes, minBytes + random.nextLong(fuzzer.budgetBytes));
        }
    }

    private void transfer(@Nullable MemoryPool from, @Nullable MemoryPool to)
            throws MemoryReservationException {
        if (from != null && to != null) {
            from.transfer(to, random.nextLong(1 + fuzzer.budgetBytes / 16));
        }
    }

    private void look() {
        long usedBytes = fuzzer.manager.usedBytes();
        if (usedBytes > ceilingBytes) {
            fuzzer.violations.add("I2: %d used of %d".formatted(usedBytes, ceilingBytes));
        }
        for (WaiterFigures waiter : fuzzer.manager.requests().figures().waiters()) {
            if (waiter.age().compareTo(ArbitrationFuzzer.MAX_TIMEOUT.plus(fuzzer.margin())) > 0) {
                fuzzer.violations.add("a waiter is older than its deadline: " + waiter);
            }
            if (waiter.bypasses() > MAX_BYPASSES) {
                fuzzer.violations.add("a waiter was overtaken too often: " + waiter);
            }
        }
    }
}
