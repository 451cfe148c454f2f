package io.plimsoll.benchmarks.memory.bulk;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Operations on pairs of off-heap pieces with the same bytes in them, so that a comparison has to
 * read all; a score is the time of one.
 *
 * @param <A> an array of the library's type for a piece of memory
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class SegmentBulk<A> {

    /** At 32 KiB they take 512 KiB: the second cache. */
    static final int PAIRS = 8;

    static final int PAGE_BYTES = 32 * 1024;

    /** Two lines of the cache. */
    private static final int STEP_BYTES = 128;

    /** Bytes of an operation. */
    @Param({"8", "64", "256", "4096", "32768"})
    public int length;

    private A left;
    private A right;

    /** Fills both sides of each pair with the same random bytes. */
    @Setup
    public void setUp() {
        left = pieces(contents());
        right = pieces(contents());
    }

    private byte[][] contents() {
        SplittableRandom random = new SplittableRandom(7);
        byte[][] contents = new byte[PAIRS][PAGE_BYTES];
        for (byte[] page : contents) {
            random.nextBytes(page);
        }
        return contents;
    }

    /** Compares as unsigned bytes. */
    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public int compare() {
        return compare(left, right, length);
    }

    /** Asks whether they are the same. */
    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public int equalTo() {
        return equalTo(left, right, length);
    }

    /** Copies from one to the other. */
    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public void copy() {
        copy(left, right, length);
    }

    /**
     * Where in its pages a pair begins. Pages begin at multiples of their size: were all pieces at
     * their start, they would share one set of the first cache, which cannot hold them all, while
     * the pieces of libraries that allocate just these bytes lie side by side.
     */
    static int start(int pair, int length) {
        return length + PAIRS * STEP_BYTES <= PAGE_BYTES ? pair * STEP_BYTES : 0;
    }

    A left() {
        return left;
    }

    A right() {
        return right;
    }

    /** Off-heap pieces with these bytes in them; all of each, or no more than {@link #length}. */
    abstract A pieces(byte[][] contents);

    abstract int compare(A left, A right, int length);

    abstract int equalTo(A left, A right, int length);

    abstract void copy(A left, A right, int length);
}
