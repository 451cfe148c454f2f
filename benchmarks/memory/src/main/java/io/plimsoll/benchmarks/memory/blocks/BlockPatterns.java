package io.plimsoll.benchmarks.memory.blocks;

import io.plimsoll.benchmarks.memory.blocks.pattern.HandedBlocks;
import io.plimsoll.benchmarks.memory.blocks.pattern.HeldBlocks;
import io.plimsoll.benchmarks.memory.blocks.pattern.Pattern;
import io.plimsoll.benchmarks.memory.blocks.pattern.SameBlock;
import io.plimsoll.benchmarks.memory.blocks.pattern.ShortThreads;
import io.plimsoll.benchmarks.memory.blocks.pattern.Slots;
import io.plimsoll.benchmarks.memory.blocks.pattern.TracedBlocks;
import io.plimsoll.benchmarks.memory.blocks.pattern.VirtualThreads;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Blocks of one allocator, in all patterns; a score is the time of taking a block, writing to it,
 * and freeing it.
 *
 * <p>A subclass makes its allocator as it is made itself.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class BlockPatterns {

    /** Far more than any pattern holds. */
    static final long MEMORY_BYTES = 768L << 20;

    /** As if so many programs ran: 64 MB, so that what an allocator has in itself counts little. */
    private static final int WASTE_STRETCH = 16;

    private static final int WASTE_RUNS = 4_000;

    /** The order of taking and freeing. */
    @Param({"same", "held64", "held1024", "handed", "traced", "threads"})
    public String pattern;

    private Pattern[] patternOfThread;
    private VirtualThreads virtualThreads;

    /** What is measured instead of time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Waste {

        /**
         * What the allocator has reserved beyond what live blocks were asked for with, in percent
         * of the latter.
         */
        public double percent;
    }

    /** Makes a pattern for each thread. */
    @Setup
    public void setUp(BenchmarkParams params) {
        virtualThreads = new VirtualThreads(slots(VirtualThreads.COUNT), 1);
        patternOfThread = new Pattern[params.getThreads()];
        for (int thread = 0; thread < patternOfThread.length; thread++) {
            patternOfThread[thread] = newPattern(thread);
        }
    }

    private Pattern newPattern(int seed) {
        return switch (pattern) {
            case "same" -> new SameBlock(slots(1));
            case "held64" -> new HeldBlocks(slots(64), 64, seed);
            case "held1024" -> new HeldBlocks(slots(1024), 1024, seed);
            case "handed" -> new HandedBlocks(slots(HandedBlocks.RING), seed);
            case "traced" -> {
                TracedBlocks traced = new TracedBlocks(slots(TracedBlocks.slotsNeeded(1)), 1, seed);
                traced.fill();
                yield traced;
            }
            case "threads" -> new ShortThreads(slots(ShortThreads.HELD), seed);
            default -> throw new IllegalArgumentException("pattern=" + pattern);
        };
    }

    /** Ends the patterns and the allocator. */
    @TearDown
    public void tearDown() throws Exception {
        for (Pattern ended : patternOfThread) {
            ended.end();
        }
        close();
    }

    /** A pattern of platform threads. */
    @Benchmark
    @OperationsPerInvocation(Pattern.PAIRS)
    public void pairs(ThreadParams thread) throws InterruptedException {
        patternOfThread[thread.getThreadIndex()].run();
    }

    /** Ten thousand virtual threads. */
    @Benchmark
    @OperationsPerInvocation(VirtualThreads.COUNT)
    public void virtualThreads() throws InterruptedException {
        virtualThreads.run();
    }

    /** How much the allocator has reserved for what the traced pattern holds. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    public void waste(Waste waste) throws Exception {
        TracedBlocks traced =
                new TracedBlocks(slots(TracedBlocks.slotsNeeded(WASTE_STRETCH)), WASTE_STRETCH, 5);
        long before = reservedBytes();
        traced.fill();
        for (int i = 0; i < WASTE_RUNS; i++) {
            traced.run();
        }
        long reserved = reservedBytes() - before;
        waste.percent = 100.0 * (reserved - traced.liveBytes()) / traced.liveBytes();
    }

    /** Empty places for blocks of the allocator. */
    abstract Slots slots(int count);

    /** What the allocator has taken from the system, or from its budget, for all its blocks. */
    abstract long reservedBytes() throws Exception;

    abstract void close() throws Exception;
}
