package io.plimsoll.plan.jvm;

import io.plimsoll.plan.ByteSize;
import java.util.List;
import java.util.Locale;

/**
 * Garbage collectors, with what they take beside the heap: a fixed amount, and a part of the heap
 * for mark bitmaps, card tables and remembered sets.
 *
 * <p>Source: the category GC of native memory tracking on JDK 25 with two cores and heaps of 256m
 * and 1g, right after the start; doubled for the collectors whose tables grow as the program runs.
 */
public enum Collector {
    /** One thread, the least memory. */
    SERIAL(1, 0.004),
    /** Several threads that stop the program: the most throughput. */
    PARALLEL(8, 0.02),
    /** Short pauses, beside the program: the default of servers. */
    G1(40, 0.04),
    /** Pauses below a millisecond, whatever the heap. */
    ZGC(32, 0.06),
    /** Pauses of milliseconds, whatever the heap; for small ones too. */
    SHENANDOAH(8, 0.06);

    private static final int FIRST_WITH_GENERATIONAL_ZGC = 21;
    private static final int FIRST_WITH_ONLY_GENERATIONAL_ZGC = 24;
    private static final int FIRST_WITH_GENERATIONAL_SHENANDOAH = 25;

    private static final long REGIONS = 2048;
    private static final ByteSize MIN_STEP = ByteSize.ofMebibytes(2);
    private static final ByteSize MAX_STEP = ByteSize.ofMebibytes(32);

    private final long fixedMebibytes;
    private final double heapFraction;

    Collector(long fixedMebibytes, double heapFraction) {
        this.fixedMebibytes = fixedMebibytes;
        this.heapFraction = heapFraction;
    }

    /** Returns what it takes whatever the heap. */
    public ByteSize fixed() {
        return ByteSize.ofMebibytes(fixedMebibytes);
    }

    /** Returns which part of the heap it takes beside it. */
    public double heapFraction() {
        return heapFraction;
    }

    /**
     * Returns of which step a heap must be a multiple: a JVM rounds others up. It is that of the
     * card table or of granules, or the size of a region, of which a heap has about 2048.
     */
    public ByteSize heapStep(ByteSize heap) {
        boolean inRegions = this == G1 || this == SHENANDOAH;
        long regionBytes = Math.max(1, heap.bytes() / REGIONS);
        long powerOfTwo = Long.highestOneBit(2 * regionBytes - 1);
        return new ByteSize(inRegions ? powerOfTwo : 0).clamp(MIN_STEP, MAX_STEP);
    }

    /** Returns the flags that choose it, its generational form where a JDK has one. */
    public List<String> flags(int javaVersion) {
        return switch (this) {
            case SERIAL -> List.of("-XX:+UseSerialGC");
            case PARALLEL -> List.of("-XX:+UseParallelGC");
            case G1 -> List.of("-XX:+UseG1GC");
            case ZGC ->
                    javaVersion >= FIRST_WITH_GENERATIONAL_ZGC
                                    && javaVersion < FIRST_WITH_ONLY_GENERATIONAL_ZGC
                            ? List.of("-XX:+UseZGC", "-XX:+ZGenerational")
                            : List.of("-XX:+UseZGC");
            case SHENANDOAH ->
                    javaVersion >= FIRST_WITH_GENERATIONAL_SHENANDOAH
                            ? List.of("-XX:+UseShenandoahGC", "-XX:ShenandoahGCMode=generational")
                            : List.of("-XX:+UseShenandoahGC");
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
