package io.plimsoll.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;

/** A way to learn what a child process takes. */
public sealed interface ResourceMeter permits TimeCommand, StatusSampling {

    /** How figures come about, for people. */
    String description();

    /**
     * The command to start in place of another one, so that it is measured.
     *
     * @param figures a file that doesn't exist, for the meter's own use
     */
    ChildCommand measured(ChildCommand command, Path figures);

    /**
     * Waits until a process ends.
     *
     * @param process started from {@link #measured}
     * @param deadlineNanos when to return at the latest, as {@link System#nanoTime} counts
     * @return what it took, but for the wall time, which is 0
     */
    ResourceUse await(Process process, Path figures, long deadlineNanos)
            throws IOException, InterruptedException;

    /** The best that this machine has. */
    static ResourceMeter ofThisMachine() throws InterruptedException {
        return TimeCommand.find().<ResourceMeter>map(time -> time).orElseGet(StatusSampling::new);
    }
}
