package io.plimsoll.plan.jvm;

import io.plimsoll.plan.ByteSize;
import org.jspecify.annotations.Nullable;

/**
 * Which collector suits a process, and why.
 *
 * @param collector the one
 * @param reason why
 */
public record CollectorAdvice(Collector collector, String reason) {

    /** Below it the JVM would choose the serial collector. */
    private static final ByteSize SERVER = ByteSize.ofMebibytes(1792);

    private static final ByteSize SMALL = ByteSize.ofMebibytes(512);

    /** What a process is to be good at. */
    public enum Goal {
        /** Work done per second: batch. */
        THROUGHPUT,
        /** Some of both: the default. */
        BALANCE,
        /** Short pauses: answers to users. */
        LATENCY
    }

    /** Returns the one that is asked for, or the one that suits a process of a size. */
    static CollectorAdvice of(@Nullable Collector asked, ByteSize size, long cores) {
        return asked == null
                ? suiting(size, cores, Goal.BALANCE)
                : new CollectorAdvice(asked, asked + ", as asked");
    }

    /** Returns the one that suits a process of a size, with so many cores, and a goal. */
    public static CollectorAdvice suiting(ByteSize size, long cores, Goal goal) {
        if (cores < 2 || size.compareTo(SMALL) < 0) {
            return new CollectorAdvice(
                    Collector.SERIAL,
                    "serial, as %s and %s leave nothing for a collector beside the program"
                            .formatted(size, cores == 1 ? "1 core" : cores + " cores"));
        }
        return switch (goal) {
            case THROUGHPUT ->
                    new CollectorAdvice(
                            Collector.PARALLEL,
                            "parallel, as it does most work per second, and pauses are no matter");
            case LATENCY ->
                    size.compareTo(SERVER) < 0
                            ? new CollectorAdvice(
                                    Collector.SHENANDOAH,
                                    "shenandoah, as pauses matter and the heap is small: it keeps"
                                            + " compressed pointers")
                            : new CollectorAdvice(
                                    Collector.ZGC,
                                    "zgc, as pauses matter: they stay below a millisecond, for a"
                                            + " tenth of the throughput or so");
            case BALANCE ->
                    new CollectorAdvice(
                            Collector.G1,
                            size.compareTo(SERVER) < 0
                                    ? "g1, as the JVM would choose serial below 1792m, with longer"
                                            + " pauses"
                                    : "g1, as pauses and throughput both matter");
        };
    }
}
