package io.plimsoll.benchmarks.memory.leases;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.allocator.AllocatorOptions;
import io.plimsoll.memory.allocator.MemoryBlock;
import io.plimsoll.memory.allocator.SizeClassAllocator;
import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.ThreadParams;

/** A page or a block taken, written to, and given back; a score is the time of all three. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class FollowedLeases {

    private static final long MEMORY_BYTES = 64L << 20;
    private static final int BLOCK_BYTES = 256;

    private final MemoryManager manager;
    private final SizeClassAllocator blocks;
    private MemoryPool[] pools = {};

    FollowedLeases(LeakDetection level) {
        manager =
                MemoryManager.builder()
                        .memorySizeBytes(MEMORY_BYTES)
                        .leakDetection(level)
                        .onLeak(_ -> {})
                        .build();
        try {
            MemoryPool pool = manager.rootPool().newChild("blocks", 0, MEMORY_BYTES);
            blocks =
                    SizeClassAllocator.create(
                            pool, AllocatorOptions.defaults("blocks", pool).withOnLeak(_ -> {}));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a pool for each thread. */
    @Setup
    public void setUp(BenchmarkParams params) throws Exception {
        pools = new MemoryPool[params.getThreads()];
        for (int i = 0; i < pools.length; i++) {
            pools[i] = manager.rootPool().newChild("pages", 0, MEMORY_BYTES);
        }
    }

    /** Takes a page, writes to it, gives it back. */
    @Benchmark
    public void page(ThreadParams thread) {
        MemoryPool pool = pools[thread.getThreadIndex()];
        MemorySegment page = Objects.requireNonNull(pool.tryAllocatePage());
        page.putLong(0, thread.getThreadIndex());
        pool.release(page);
    }

    /** Takes a block, writes to it, frees it. */
    @Benchmark
    public void block(ThreadParams thread) throws Exception {
        MemoryBlock block = blocks.allocateBlock(BLOCK_BYTES);
        block.putLong(0, thread.getThreadIndex());
        block.free();
    }

    /** Gives the memory back. */
    @TearDown
    public void tearDown() {
        blocks.close();
        manager.close();
    }
}
