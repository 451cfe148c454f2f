package io.plimsoll.benchmarks.memory.bytes;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Some bytes reserved and given back; a score is the time of both.
 *
 * @param <P> an array of what the library reserves bytes from
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class ByteReservation<P> {

    static final int PAGE_BYTES = 32 * 1024;
    static final long MEMORY_BYTES = 64L << 20;

    /** Of a record, or a small buffer. */
    static final int RESERVED_BYTES = 4096;

    /** Whether each thread has a pool of its own below the one manager, or all have the same. */
    @Param({"own", "one"})
    public String pools;

    private P poolOfThread;

    /** Makes the pools. */
    @Setup
    public void setUp(BenchmarkParams params) throws Exception {
        poolOfThread = pools(params.getThreads(), pools.equals("own"));
    }

    /** Reserves and gives back. */
    @Benchmark
    public void pair(ThreadParams thread) throws Exception {
        pair(poolOfThread, thread.getThreadIndex());
    }

    /**
     * Pools, one for each thread.
     *
     * @param distinct whether they must not be the same
     */
    abstract P pools(int threads, boolean distinct) throws Exception;

    abstract void pair(P pools, int thread) throws Exception;
}
