package io.plimsoll.cli.report;

import io.plimsoll.cli.process.ByteSize;
import io.plimsoll.cli.process.JobProgress;
import io.plimsoll.cli.process.ProcessBudget;
import io.plimsoll.memory.process.ResidentSet;
import java.io.PrintStream;
import java.util.function.Supplier;

/** Shows on the terminal how far a job is: one line, drawn again and again, gone in the end. */
public final class JobMonitor implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 200;
    private static final String CLEAR_LINE = "\r\033[K";

    private final Supplier<JobProgress> progress;
    private final ProcessBudget budget;
    private final PrintStream terminal = System.err;
    private final Thread thread = new Thread(this::draw, "plimsoll-progress");
    private final boolean shown;

    /**
     * Starts to show.
     *
     * @param shown whether there is a terminal; if not, nothing is done
     */
    public JobMonitor(Supplier<JobProgress> progress, ProcessBudget budget, boolean shown) {
        this.progress = progress;
        this.budget = budget;
        this.shown = shown;
        if (shown) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Removes the line. */
    @Override
    public void close() {
        if (shown) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            terminal.print(CLEAR_LINE);
            terminal.flush();
        }
    }

    private void draw() {
        try {
            while (true) {
                Thread.sleep(INTERVAL_MILLIS);
                ResidentSet memory = ResidentSet.now().orElse(ResidentSet.UNKNOWN);
                terminal.print(CLEAR_LINE + line(progress.get(), budget, memory));
                terminal.flush();
            }
        } catch (InterruptedException e) {
            // The job is done.
        }
    }

    static String line(JobProgress progress, ProcessBudget budget, ResidentSet memory) {
        StringBuilder line = new StringBuilder(progress.phase());
        line.append(' ').append(ByteSize.shown(progress.bytesRead()));
        if (progress.totalBytes() > 0) {
            long percent = Math.min(100, 100 * progress.bytesRead() / progress.totalBytes());
            line.append(" of ").append(ByteSize.shown(progress.totalBytes()));
            line.append(" (").append(percent).append(" %)");
        }
        line.append(", spilled ").append(ByteSize.shown(progress.spilledBytes()));
        line.append(", memory ").append(ByteSize.mebibytes(memory.bytes()));
        line.append(" now, ").append(ByteSize.mebibytes(memory.peakBytes()));
        line.append(" peak of ").append(ByteSize.mebibytes(budget.totalBytes()));
        return line.toString();
    }
}
