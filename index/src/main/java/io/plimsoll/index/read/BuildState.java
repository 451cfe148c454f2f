package io.plimsoll.index.read;

import io.plimsoll.index.IndexCancelledException;
import io.plimsoll.index.IndexProgress.Phase;
import io.plimsoll.index.source.InputCounters;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the threads of a build tell each other and the one who watches.
 *
 * <p>Thread rule: any thread.
 */
public final class BuildState {

    public BuildState() {}

    public final InputCounters inputs = new InputCounters();
    public final LongAdder documents = new LongAdder();
    public final LongAdder contentBytes = new LongAdder();
    public final LongAdder binaryDocuments = new LongAdder();
    public final LongAdder oversizedTerms = new LongAdder();

    /** Written by the thread that builds, read by watchers: volatile. */
    public volatile Phase phase = Phase.SCANNING;

    /** Bytes of all inputs, -1 while unknown; written by the thread that builds: volatile. */
    public volatile long bytesTotal = -1;

    /** Written by the thread that builds, in steps: volatile. */
    public volatile long postingsMerged;

    private volatile boolean cancelled;

    public void cancel() {
        cancelled = true;
    }

    public boolean isCancelled() {
        return cancelled;
    }

    public void checkCancelled() throws IndexCancelledException {
        if (cancelled) {
            throw new IndexCancelledException();
        }
    }
}
