package io.plimsoll.operators.aggregate;

import io.plimsoll.spill.run.SpillRun;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all parts of an aggregator see: whether it was cancelled, and what was written. Any thread.
 */
final class AggregateControl {

    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong spilledBytes = new AtomicLong();
    private volatile boolean cancelled;

    void cancel() {
        cancelled = true;
    }

    void checkCancelled() {
        if (cancelled) {
            throw new CancellationException("aggregation cancelled");
        }
    }

    void noteRun(SpillRun run) {
        runs.incrementAndGet();
        spilledBytes.addAndGet(run.rawBytes());
    }

    int runs() {
        return (int) runs.get();
    }

    long spilledBytes() {
        return spilledBytes.get();
    }
}
