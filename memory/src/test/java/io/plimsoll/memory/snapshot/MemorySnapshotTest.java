package io.plimsoll.memory.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.PoolOptions;
import io.plimsoll.memory.allocator.BuddyAllocator;
import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.segment.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MemorySnapshotTest {

    private static final int PAGE = MemoryManager.DEFAULT_PAGE_SIZE;

    private MemoryManager manager = manager(LeakDetection.ADVANCED, 100);

    private static MemoryManager manager(LeakDetection level, long pages) {
        return MemoryManager.builder()
                .memorySizeBytes(pages * PAGE)
                .leakDetection(level)
                .onLeak(_ -> {})
                .build();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void tellsAllThatIsKnown() throws Exception {
        MemoryPool job = manager.rootPool().newChild(PoolOptions.named("job").withPriority(3));
        MemoryPool sort = job.newChild("sort", 10L * PAGE, 50L * PAGE);
        List<MemorySegment> pages = sort.allocatePages(20);
        sort.reserve(1000);
        BuddyAllocator blocks = BuddyAllocator.create(job.newChild("blocks", 0, Long.MAX_VALUE));
        long block = blocks.allocate(5000);

        MemorySnapshot snapshot = manager.snapshot();
        PoolFigures figures = snapshot.pool("root/job/sort").orElseThrow();
        assertThat(figures.usedBytes()).isEqualTo(20L * PAGE + 1000);
        assertThat(figures.leasedPages()).isEqualTo(20);
        assertThat(figures.reservedBytes()).isEqualTo(1000);
        assertThat(figures.minBytes()).isEqualTo(10L * PAGE);
        assertThat(figures.maxBytes()).isEqualTo(50L * PAGE);
        assertThat(snapshot.pool("root/job").orElseThrow().priority()).isEqualTo(3);
        assertThat(snapshot.pool("root/none")).isEmpty();
        assertThat(snapshot.budgetBytes()).isEqualTo(100L * PAGE);
        assertThat(snapshot.usedBytes()).isEqualTo(manager.usedBytes());
        assertThat(snapshot.pages().budgetPages()).isEqualTo(100);
        assertThat(snapshot.pages().heldPages()).isGreaterThanOrEqualTo(21);
        assertThat(snapshot.allocators()).hasSize(1);
        assertThat(snapshot.allocators().get(0).liveBlocks()).isEqualTo(1);
        assertThat(snapshot.leases().level()).isEqualTo(LeakDetection.ADVANCED);
        assertThat(
                        snapshot.leases().ages().underSecond()
                                + snapshot.leases().ages().underTenSeconds())
                .isEqualTo(snapshot.leases().followed())
                .isGreaterThanOrEqualTo(21);
        assertThat(snapshot.toString())
                .contains("    root/job: ")
                .contains("      root/job/sort: 641.0 KiB used (20 pages, 1000 bytes reserved)")
                .contains("min 320.0 KiB, max 1.6 MiB")
                .contains("priority 3")
                .contains("buddies of root/job/blocks: 1 block, ");

        sort.release(pages);
        sort.unreserve(1000);
        blocks.free(block);
        blocks.close();
        assertThat(manager.snapshot().allocators()).isEmpty();
        assertThat(manager.snapshot().leases().followed()).isZero();
        assertThat(snapshot.usedBytes()).as("it never changes").isPositive();
    }

    /** Nothing followed left a colon with nothing behind it, and one of anything was several. */
    @Test
    void shouldReadWell_whenThereIsNothingOrOneOfIt() throws Exception {
        try (MemoryManager plain =
                MemoryManager.builder()
                        .memorySizeBytes(2L * PAGE)
                        .pageSizeBytes(PAGE)
                        .leakDetection(LeakDetection.SIMPLE)
                        .build()) {
            MemoryPool one = plain.rootPool().newChild("one", 0, Long.MAX_VALUE);
            MemoryPool two = plain.rootPool().newChild("two", PAGE, Long.MAX_VALUE);
            one.reserve(1);
            assertThat(one.tryReserve(2L * PAGE)).isFalse();
            String text = plain.snapshot().toString();
            assertThat(text.lines()).noneMatch(line -> line.endsWith(":"));
            assertThat(text)
                    .contains("leases: SIMPLE, 0 followed")
                    .contains("0 pages, 1 byte reserved")
                    .contains("0 misuses, 0 denials, 1 refusal,");
            plain.resize(PAGE);
            assertThat(plain.snapshot().toString())
                    .contains(", used and guaranteed are 1 byte above its maximum");
            one.unreserve(1);
            two.close();
        }
    }

    @Test
    void pressureIsThatOfWhatIsHeld() throws Exception {
        MemoryPool pool = manager.rootPool().newChild("job", 0, Long.MAX_VALUE);
        assertThat(manager.snapshot().pressure()).isEqualTo(PressureLevel.NORMAL);
        pool.reserve(92L * PAGE);
        assertThat(manager.snapshot().pressure()).isEqualTo(PressureLevel.HIGH);
        pool.unreserve(92L * PAGE);
        pool.close();
        assertThat(manager.snapshot().pressure()).isEqualTo(PressureLevel.NORMAL);
    }

    /** I2 within each of many snapshots, while threads take, give back, open and close. */
    @ParameterizedTest
    @EnumSource(
            value = LeakDetection.class,
            names = {"SIMPLE", "PARANOID"})
    void isConsistentWhateverThreadsDo(LeakDetection level) throws Exception {
        manager.close();
        manager = manager(level, 1000);
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int seed = 0; seed < 3; seed++) {
            int fixed = seed;
            threads.add(
                    Thread.ofPlatform()
                            .uncaughtExceptionHandler((_, failure) -> failures.add(failure))
                            .start(() -> use(fixed, stop)));
        }
        long end = System.nanoTime() + 1_500_000_000L;
        int taken = 0;
        while (System.nanoTime() < end && failures.isEmpty()) {
            MemorySnapshot snapshot = manager.snapshot();
            requireConsistent(snapshot.root());
            assertThat(snapshot.root().usedBytes() + snapshot.root().idleBytes())
                    .isLessThanOrEqualTo(snapshot.budgetBytes());
            long leased = leasedPages(snapshot.root());
            assertThat(snapshot.pages().heldPages())
                    .isBetween(leased, leased + snapshot.root().idleBytes() / PAGE);
            taken++;
        }
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(taken).isPositive();
        assertThat(manager.snapshot().usedBytes()).isZero();
    }

    private void use(int seed, AtomicBoolean stop) {
        SplittableRandom random = new SplittableRandom(seed);
        try {
            while (!stop.get()) {
                try (MemoryPool group = manager.rootPool().newChild("g" + seed, PAGE, 300L * PAGE);
                        MemoryPool pool = group.newChild("p", 0, Long.MAX_VALUE)) {
                    for (int i = 0; i < 50; i++) {
                        List<MemorySegment> pages = pool.allocatePages(random.nextInt(4));
                        pool.reserve(i);
                        pool.release(pages);
                        pool.unreserve(i);
                    }
                }
            }
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static void requireConsistent(PoolFigures pool) {
        long used = pool.leasedPages() * PAGE + pool.reservedBytes();
        long childrenIdle = 0;
        for (PoolFigures child : pool.children()) {
            requireConsistent(child);
            used += child.usedBytes();
            childrenIdle += child.idleBytes();
        }
        assertThat(pool.usedBytes()).as("%s", pool).isEqualTo(used);
        assertThat(pool.idleBytes()).as("%s", pool).isGreaterThanOrEqualTo(childrenIdle);
        assertThat(pool.usedBytes() + pool.idleBytes())
                .as("%s", pool)
                .isLessThanOrEqualTo(pool.chargedBytes())
                .isLessThanOrEqualTo(pool.maxBytes());
        assertThat(pool.peakBytes()).isGreaterThanOrEqualTo(pool.usedBytes());
    }

    private static long leasedPages(PoolFigures pool) {
        long pages = pool.leasedPages();
        for (PoolFigures child : pool.children()) {
            pages += leasedPages(child);
        }
        return pages;
    }

    /** A thousand pools take milliseconds at most, and half a megabyte. */
    @Test
    void isCheapEnoughForEverySecond() throws Exception {
        manager.close();
        manager = manager(LeakDetection.SIMPLE, 20_000);
        for (int i = 0; i < 1000; i++) {
            MemoryPool pool = manager.rootPool().newChild("pool-" + i, 0, Long.MAX_VALUE);
            pool.allocatePages(5);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long leastNanos = Long.MAX_VALUE;
        long leastBytes = Long.MAX_VALUE;
        for (int i = 0; i < 50; i++) {
            long bytes = threads.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            MemorySnapshot snapshot = manager.snapshot();
            leastNanos = Math.min(leastNanos, System.nanoTime() - start);
            leastBytes = Math.min(leastBytes, threads.getCurrentThreadAllocatedBytes() - bytes);
            assertThat(snapshot.root().children()).hasSize(1000);
        }
        System.out.printf(
                "snapshot of 1000 pools: %d us, %d KiB%n", leastNanos / 1000, leastBytes >> 10);
        assertThat(leastNanos).isLessThan(20_000_000L);
        assertThat(leastBytes).isLessThan(512 << 10);
    }
}
