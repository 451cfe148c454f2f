package io.plimsoll.memory.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.snapshot.AllocatorFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads take, hand on and free blocks; each block keeps what was written into it. */
@Timeout(120)
class AllocatorStressTest {

    private static final int MIB = 1 << 20;

    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    enum Kind {
        SIZE_CLASSES,
        BUDDIES
    }

    interface Work {
        void run() throws Exception;
    }

    private Thread start(Thread.Builder builder, Work work) {
        return builder.start(() -> {
            try {
                work.run();
            } catch (Throwable thrown) {
                failure.compareAndSet(null, thrown);
            }
        });
    }

    /** Runs a scene and checks that nothing is left of it. */
    private void play(Kind kind, long poolBytes, Function<BlockAllocator, List<Thread>> scene)
            throws Exception {
        try (MemoryManager manager = MemoryManager.create(64 * MIB, 32 * 1024)) {
            MemoryPool pool = manager.rootPool().newChild("stress", 0, poolBytes);
            List<AllocatorFigures> leaks = new ArrayList<>();
            AllocatorOptions options = AllocatorOptions.defaults("x", pool).withOnLeak(leaks::add);
            try (BlockAllocator allocator =
                    kind == Kind.BUDDIES
                            ? BuddyAllocator.create(pool, options)
                            : SizeClassAllocator.create(pool, options)) {
                for (Thread thread : scene.apply(allocator)) {
                    thread.join();
                }
                if (failure.get() != null) {
                    throw new AssertionError("in a thread", failure.get());
                }
                allocator.verify();
                allocator.trim();
                assertThat(pool.usedBytes()).isEqualTo(allocator.figures().reservedBytes());
            }
            assertThat(leaks).isEmpty();
            assertThat(pool.usedBytes()).isZero();
            manager.verify();
        }
    }

    private static Canary take(BlockAllocator allocator, SplittableRandom random) {
        int size = 1 + (int) Math.exp(random.nextDouble() * (random.nextInt(50) == 0 ? 12 : 8));
        long address = allocator.tryAllocate(size);
        return address == BlockAllocator.NONE
                ? null
                : Canary.fill(address, allocator.usableBytes(address), random.nextLong());
    }

    private static void free(BlockAllocator allocator, Canary block) {
        if (block != null) {
            block.check();
            allocator.free(block.address());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldKeepBlocksApart_whenThreadsSwapThem(Kind kind) throws Exception {
        AtomicReferenceArray<Canary> shelf = new AtomicReferenceArray<>(500);
        // little memory: many requests are denied
        play(
                kind,
                2 * MIB,
                allocator -> {
                    List<Thread> threads = new ArrayList<>();
                    for (int i = 0; i < 4; i++) {
                        SplittableRandom random = new SplittableRandom(i);
                        threads.add(
                                start(
                                        Thread.ofPlatform(),
                                        () -> {
                                            for (int step = 0; step < 15_000; step++) {
                                                Canary taken =
                                                        random.nextInt(5) == 0
                                                                ? null
                                                                : take(allocator, random);
                                                free(
                                                        allocator,
                                                        shelf.getAndSet(
                                                                random.nextInt(500), taken));
                                            }
                                        }));
                    }
                    threads.forEach(OtherThreads::join);
                    for (int i = 0; i < 500; i++) {
                        free(allocator, shelf.getAndSet(i, null));
                    }
                    return List.of();
                });
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldUseAgain_whatConsumersFree(Kind kind) throws Exception {
        play(
                kind,
                8 * MIB,
                allocator -> {
                    BlockingQueue<Canary> queue = new ArrayBlockingQueue<>(200);
                    int perThread = 15_000;
                    List<Thread> threads = new ArrayList<>();
                    for (int i = 0; i < 2; i++) {
                        SplittableRandom random = new SplittableRandom(i);
                        threads.add(
                                start(
                                        Thread.ofPlatform(),
                                        () -> {
                                            for (int n = 0; n < perThread; n++) {
                                                Canary block = take(allocator, random);
                                                // 200 blocks out are far less than the pool
                                                assertThat(block).isNotNull();
                                                queue.put(block);
                                            }
                                        }));
                        threads.add(
                                start(
                                        Thread.ofPlatform(),
                                        () -> {
                                            for (int n = 0; n < perThread; n++) {
                                                free(allocator, queue.take());
                                            }
                                        }));
                    }
                    return threads;
                });
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldTakeOverWhatThreadsLeave_whenThreadsComeAndGo(Kind kind) throws Exception {
        play(
                kind,
                4 * MIB,
                allocator -> {
                    AtomicReferenceArray<Canary> shelf = new AtomicReferenceArray<>(100);
                    for (int generation = 0; generation < 60; generation++) {
                        List<Thread> threads = new ArrayList<>();
                        for (int i = 0; i < 4; i++) {
                            SplittableRandom random = new SplittableRandom(generation * 10L + i);
                            threads.add(
                                    start(
                                            Thread.ofPlatform(),
                                            () -> {
                                                for (int step = 0; step < 100; step++) {
                                                    Canary taken = take(allocator, random);
                                                    free(
                                                            allocator,
                                                            shelf.getAndSet(
                                                                    random.nextInt(100), taken));
                                                }
                                            }));
                        }
                        threads.forEach(OtherThreads::join);
                    }
                    assertThat(allocator.figures().heaps()).isLessThanOrEqualTo(16);
                    for (int i = 0; i < 100; i++) {
                        free(allocator, shelf.getAndSet(i, null));
                    }
                    return List.of();
                });
    }

    /**
     * Virtual threads that spun for a heap's lock, yielding, kept its holder from being mounted
     * after it had waited for the pool: none of them ever came to an end.
     */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldServeTenThousandVirtualThreads(Kind kind) throws Exception {
        play(
                kind,
                48 * MIB,
                allocator -> {
                    List<Thread> threads = new ArrayList<>();
                    for (int i = 0; i < 10_000; i++) {
                        SplittableRandom random = new SplittableRandom(i);
                        threads.add(
                                start(
                                        Thread.ofVirtual(),
                                        () -> {
                                            Canary[] blocks = new Canary[8];
                                            for (int round = 0; round < 2; round++) {
                                                for (int n = 0; n < blocks.length; n++) {
                                                    blocks[n] = take(allocator, random);
                                                }
                                                Thread.sleep(1);
                                                for (Canary block : blocks) {
                                                    free(allocator, block);
                                                }
                                            }
                                        }));
                    }
                    threads.forEach(OtherThreads::join);
                    assertThat(allocator.figures().heaps()).isZero();
                    return List.of();
                });
    }
}
