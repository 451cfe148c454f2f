package io.plimsoll.memory.report;

import io.plimsoll.memory.leak.LeakReport;
import io.plimsoll.memory.leak.MisuseReport;
import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes reports to the system logger where nobody else takes them: some at once, then one every
 * few seconds, so that a program that leaks all the time can still be read.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
final class LeakLog {

    /** The name under which a manager writes to the system logger. */
    static final String LOGGER = "io.plimsoll.memory";

    /** What a person will look at. */
    private static final int BURST = 20;

    private static final long REFILL_NANOS = 5_000_000_000L;

    private final LongSupplier nanoTime;
    private final Line line;

    private int allowed = BURST; // guarded by this
    private long refilledNanos; // guarded by this
    private long suppressed; // guarded by this

    /** Where lines go. */
    interface Line {
        void write(Level level, String text, @Nullable Throwable cause);
    }

    LeakLog() {
        this(System::nanoTime, LeakLog::log);
    }

    LeakLog(LongSupplier nanoTime, Line line) {
        this.nanoTime = nanoTime;
        this.line = line;
        this.refilledNanos = nanoTime.getAsLong();
    }

    private static void log(Level level, String text, @Nullable Throwable cause) {
        System.getLogger(LOGGER).log(level, text, cause);
    }

    void leak(LeakReport report) {
        long before = admit();
        if (before >= 0) {
            line.write(Level.WARNING, "memory leak: " + report + since(before), null);
        }
    }

    void misuse(MisuseReport report) {
        long before = admit();
        if (before >= 0) {
            line.write(Level.ERROR, "memory " + report + since(before), report.lastLease());
        }
    }

    private static String since(long suppressed) {
        return suppressed == 0
                ? ""
                : "\n  (" + suppressed + " reports before this were not logged)";
    }

    /** How many reports were suppressed before one that may be written; -1 if this one is, too. */
    private synchronized long admit() {
        long refills = (nanoTime.getAsLong() - refilledNanos) / REFILL_NANOS;
        if (refills > 0) {
            allowed = (int) Math.min(BURST, allowed + refills);
            refilledNanos += refills * REFILL_NANOS;
        }
        if (allowed == 0) {
            suppressed++;
            return -1;
        }
        allowed--;
        long before = suppressed;
        suppressed = 0;
        return before;
    }
}
