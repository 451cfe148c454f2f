package io.plimsoll.benchmarks.memory.heap;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How much more of the heap is in use once a manager of many pages has been made and all of them
 * leased: the manager, its pools and what it keeps for its pages are counted, the array that the
 * caller holds them in is not.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class HeapOfPages {

    static final int PAGE_BYTES = 32 * 1024;

    /** Enough that what a manager costs in itself is nothing beside them. */
    static final int PAGES = 16 * 1024;

    private static final int COLLECTIONS = 4;

    private Object[] pages = {};

    /** What is measured instead of time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Heap {

        /** Bytes of heap for each page. */
        public double bytesPerPage;
    }

    /** With object headers as they are by default. */
    @Benchmark
    public void lease(Heap heap) throws Exception {
        measure(heap);
    }

    /** With compact object headers, which the virtual machine is told. */
    @Benchmark
    public void leaseCompact(Heap heap) throws Exception {
        measure(heap);
    }

    private void measure(Heap heap) throws Exception {
        leaseInto(new Object[1]);
        pages = new Object[PAGES];
        long before = usedBytes();
        leaseInto(pages);
        heap.bytesPerPage = (double) (usedBytes() - before) / PAGES;
    }

    /** Makes a manager that is just large enough, and leases all its pages. */
    abstract void leaseInto(Object[] target) throws Exception;

    /** Gives the pages back. */
    @TearDown(Level.Trial)
    public abstract void tearDown();

    private static long usedBytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
