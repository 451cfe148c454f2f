package io.plimsoll.memory.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.PoolOptions;
import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.leak.LeakReport;
import io.plimsoll.memory.request.VictimStrategy;
import io.plimsoll.memory.snapshot.ArbitrationFigures;
import io.plimsoll.memory.snapshot.MemoryListener;
import io.plimsoll.memory.snapshot.ReclaimFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * One run of threads that fight for memory: up to 32 of them, each with a pool of its own, and with
 * caches and disturbances beside them. What each does follows from the seed; how they interleave
 * does not.
 *
 * <p>While it runs, and after it, everything that must hold is checked; what does not is listed in
 * {@link #violations}.
 */
final class ArbitrationFuzzer implements MemoryListener {

    /** The longest that a request says it waits. */
    static final Duration MAX_TIMEOUT = Duration.ofMillis(120);

    /** How much later a wait may end: reclaimers sleep, and 32 threads share two processors. */
    static final Duration MARGIN = Duration.ofSeconds(4);

    final Queue<String> violations = new ConcurrentLinkedQueue<>();
    final MemoryManager manager;
    final int threadCount;
    final long budgetBytes;

    /** The priority of each pool that was ever opened; paths are unique. */
    final Map<String, Integer> priorities = new ConcurrentHashMap<>();

    /** Paths of pools whose only request is made by one who can do without. */
    final Set<String> withoutNeed = ConcurrentHashMap.newKeySet();

    volatile boolean stopped;

    /** Whether there is a cache that gives nothing back, and so may keep others from theirs. */
    volatile boolean cacheRefuses;

    private final StallWatch stalls = new StallWatch();

    private final long seed;
    private final SplittableRandom random;

    /** Kept: a pool that nobody refers to any more is a leak. */
    private @Nullable MemoryPool jobs;

    private final List<FuzzWorker> workers = new ArrayList<>();
    private final List<FuzzSpace> spaces = new ArrayList<>();

    ArbitrationFuzzer(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.threadCount = 2 + random.nextInt(31);
        this.budgetBytes = 1L << (20 + random.nextInt(9));
        VictimStrategy[] strategies = {
            VictimStrategy.leastRecentlyUsed(),
            VictimStrategy.leastFrequentlyUsed(),
            VictimStrategy.largestFirst(),
            VictimStrategy.fixedOrder()
        };
        this.manager =
                MemoryManager.builder()
                        .memorySizeBytes(budgetBytes)
                        .maxMemorySizeBytes(2 * budgetBytes)
                        .pageSizeBytes(4096 << random.nextInt(4))
                        // paranoid leases are dear: a quarter of the runs has them
                        .leakDetection(
                                random.nextInt(4) == 0
                                        ? LeakDetection.PARANOID
                                        : LeakDetection.SIMPLE)
                        .victims(strategies[random.nextInt(strategies.length)])
                        .listener(this)
                        .onLeak(this::noteLeak)
                        .build();
    }

    /** Lets everybody fight for some time and returns what was done for the requests. */
    ArbitrationFigures run(Duration length) throws Exception {
        MemoryPool job = manager.rootPool().newChild(PoolOptions.named("jobs"));
        jobs = job;
        priorities.put("root/jobs", 0);
        List<FuzzCache> caches = new ArrayList<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            caches.add(new FuzzCache(this, i, random.split()));
        }
        for (int i = 0; i < threadCount; i++) {
            workers.add(
                    new FuzzWorker(
                            this,
                            i,
                            random.nextInt(3) == 0 ? job : manager.rootPool(),
                            space(i),
                            random.split()));
        }
        List<Thread> threads = new ArrayList<>();
        for (FuzzWorker worker : workers) {
            threads.add(Thread.ofPlatform().name("fuzz-worker-" + worker.id).start(worker));
        }
        for (FuzzCache cache : caches) {
            threads.add(Thread.ofPlatform().name("fuzz-cache").start(cache));
        }
        for (int i = 0; i < random.nextInt(3); i++) {
            FuzzLongWait wait = new FuzzLongWait(this, i, random.split());
            threads.add(Thread.ofPlatform().name("fuzz-long-wait").start(wait));
        }
        List<Thread> fighting = threads.subList(0, threadCount);
        new FuzzDisturbance(this, job, workers, fighting, random.split())
                .runUntil(System.nanoTime() + length.toNanos());
        stopped = true;
        for (Thread thread : threads) {
            thread.join(margin().plus(MAX_TIMEOUT));
            if (thread.isAlive()) {
                violations.add(thread.getName() + " hangs: " + List.of(thread.getStackTrace()));
                thread.interrupt();
            }
        }
        stalls.close();
        caches.forEach(FuzzCache::close);
        spaces.forEach(FuzzSpace::close);
        job.close();
        ArbitrationFigures figures = manager.requests().figures();
        checkTheEnd(figures);
        return figures;
    }

    private FuzzSpace space(int id) throws Exception {
        FuzzSpace space = new FuzzSpace(this, id);
        spaces.add(space);
        return space;
    }

    /** A pool that closes on those who wait may close on what they are granted this moment. */
    private void noteLeak(LeakReport report) {
        if (!report.leaks().stream().allMatch(leak -> leak.poolPath().startsWith("root/long"))) {
            violations.add("leak: " + report);
        }
    }

    /** The margin, and more on a machine that has other things to do. */
    Duration margin() {
        return MARGIN.plusNanos(20 * stalls.longestNanos());
    }

    private void checkTheEnd(ArbitrationFigures figures) {
        if (!figures.waiters().isEmpty()) {
            violations.add("still waiting: " + figures.waiters());
        }
        if (manager.usedBytes() != 0) {
            violations.add("not given back: " + manager.outstanding());
        }
        if (manager.availableMemory() != budgetBytes) {
            violations.add("available %d of %d".formatted(manager.availableMemory(), budgetBytes));
        }
        manager.verify();
        manager.close();
    }

    void check() {
        assertThat(violations).as("seed %d: %s", seed, this).isEmpty();
    }

    @Override
    public void onReclaim(ReclaimFigures reclaim) {
        if (reclaim.kind() == ReclaimFigures.Kind.FAIL) {
            if (withoutNeed.contains(reclaim.forPoolPath())) {
                violations.add("failed for one who can do without: " + reclaim);
            }
            // that of an owner, whose pool opens by itself, is 0
            int priority = priorities.getOrDefault(reclaim.poolPath(), 0);
            if (priority > reclaim.forPriority()) {
                violations.add("I10: priority %d was failed: %s".formatted(priority, reclaim));
            }
        }
    }

    @Override
    public String toString() {
        return "%d threads, %d bytes, pages of %d"
                .formatted(threadCount, budgetBytes, manager.getPageSize());
    }
}
