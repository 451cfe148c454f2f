package io.plimsoll.index.build;

import io.plimsoll.index.IndexCancelledException;
import io.plimsoll.index.IndexProgress.Phase;
import io.plimsoll.index.source.InputCounters;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the threads of a build tell each other and the one who watches.
 *
 * <p>Thread rule: any thread.
 */
final class BuildState {

    final InputCounters inputs = new InputCounters();
    final LongAdder documents = new LongAdder();
    final LongAdder contentBytes = new LongAdder();
    final LongAdder binaryDocuments = new LongAdder();
    final LongAdder oversizedTerms = new LongAdder();

    /** Written by the thread that builds, read by watchers: volatile. */
    volatile Phase phase = Phase.SCANNING;

    /** Bytes of all inputs, -1 while unknown; written by the thread that builds: volatile. */
    volatile long bytesTotal = -1;

    /** Written by the thread that builds, in steps: volatile. */
    volatile long postingsMerged;

    private volatile boolean cancelled;

    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    void checkCancelled() throws IndexCancelledException {
        if (cancelled) {
            throw new IndexCancelledException();
        }
    }
}
