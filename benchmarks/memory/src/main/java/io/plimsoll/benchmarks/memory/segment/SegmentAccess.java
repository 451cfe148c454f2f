package io.plimsoll.benchmarks.memory.segment;

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
 * Single numbers on 64 pages; a score is the time of one access.
 *
 * @param <A> an array of the library's type for a piece of memory
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class SegmentAccess<A> {

    static final int PAGES = 64;
    static final int PAGE_BYTES = 32 * 1024;

    /** Bits of a place that say where in its page it is. */
    static final int OFFSET_BITS = 15;

    static final int OFFSET_MASK = PAGE_BYTES - 1;

    /** Enough to go over all pages, few enough to stay in the first caches. */
    private static final int PLACES = 4096;

    /** So often both kinds of memory pass through each loop, well past the last compilation. */
    private static final int MIXED_CALLS = 4_000;

    /** Where the pages are. */
    @Param({"off-heap", "heap"})
    public String memory;

    /** Which kinds of memory the loops have seen before: that of the benchmark, or both in turn. */
    @Param({"one", "both"})
    public String seen;

    private A pages;
    private int[] places;

    /** Makes pages of both kinds and, if told so, lets both pass through the loops. */
    @Setup
    public void setUp() {
        places = randomPlaces();
        boolean onHeap = memory.equals("heap");
        A other = onHeap ? offHeapPages() : heapPages();
        pages = onHeap ? heapPages() : offHeapPages();
        touchAll(pages);
        if (seen.equals("both")) {
            touchAll(other);
            A few = firstOf(other);
            A fewOfOurs = firstOf(pages);
            for (int i = 0; i < MIXED_CALLS; i++) {
                callAll(i % 2 == 0 ? few : fewOfOurs);
            }
        }
    }

    private void callAll(A someOf) {
        int[] fewPlaces = {0, 8, 16, 24, 32, 40, 48, 56};
        randomGetInt(someOf, fewPlaces);
        randomGetLong(someOf, fewPlaces);
        randomPutInt(someOf, fewPlaces);
        randomPutLong(someOf, fewPlaces);
        sequentialGetInt(someOf);
        sequentialGetLong(someOf);
        sequentialPutInt(someOf);
        sequentialPutLong(someOf);
    }

    private static int[] randomPlaces() {
        SplittableRandom random = new SplittableRandom(42);
        int[] drawn = new int[PLACES];
        for (int i = 0; i < PLACES; i++) {
            int page = random.nextInt(PAGES);
            int offset = random.nextInt(PAGE_BYTES / Long.BYTES) * Long.BYTES;
            drawn[i] = page << OFFSET_BITS | offset;
        }
        return drawn;
    }

    /** Reads an int at each of the places. */
    @Benchmark
    @OperationsPerInvocation(PLACES)
    public int randomGetInt() {
        return randomGetInt(pages, places);
    }

    /** Reads a long at each of the places. */
    @Benchmark
    @OperationsPerInvocation(PLACES)
    public long randomGetLong() {
        return randomGetLong(pages, places);
    }

    /** Writes an int at each of the places. */
    @Benchmark
    @OperationsPerInvocation(PLACES)
    public void randomPutInt() {
        randomPutInt(pages, places);
    }

    /** Writes a long at each of the places. */
    @Benchmark
    @OperationsPerInvocation(PLACES)
    public void randomPutLong() {
        randomPutLong(pages, places);
    }

    /** Reads all pages, int after int. */
    @Benchmark
    @OperationsPerInvocation(PAGES * PAGE_BYTES / Integer.BYTES)
    public int sequentialGetInt() {
        return sequentialGetInt(pages);
    }

    /** Reads all pages, long after long. */
    @Benchmark
    @OperationsPerInvocation(PAGES * PAGE_BYTES / Long.BYTES)
    public long sequentialGetLong() {
        return sequentialGetLong(pages);
    }

    /** Writes all pages, int after int. */
    @Benchmark
    @OperationsPerInvocation(PAGES * PAGE_BYTES / Integer.BYTES)
    public void sequentialPutInt() {
        sequentialPutInt(pages);
    }

    /** Writes all pages, long after long. */
    @Benchmark
    @OperationsPerInvocation(PAGES * PAGE_BYTES / Long.BYTES)
    public void sequentialPutLong() {
        sequentialPutLong(pages);
    }

    abstract A offHeapPages();

    abstract A heapPages();

    /** An array with the first page only. */
    abstract A firstOf(A pages);

    /** Writes all pages, by something that is not measured. */
    abstract void touchAll(A pages);

    abstract int randomGetInt(A pages, int[] places);

    abstract long randomGetLong(A pages, int[] places);

    abstract void randomPutInt(A pages, int[] places);

    abstract void randomPutLong(A pages, int[] places);

    abstract int sequentialGetInt(A pages);

    abstract long sequentialGetLong(A pages);

    abstract void sequentialPutInt(A pages);

    abstract void sequentialPutLong(A pages);
}
