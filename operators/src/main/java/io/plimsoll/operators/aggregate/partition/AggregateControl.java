package io.plimsoll.operators.aggregate.partition;

import io.plimsoll.spill.run.SpillRun;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all parts of an aggregator see: whether it was cancelled, and what was written. Any thread.
 */
public final class AggregateControl {

    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong spilledBytes = new AtomicLong();
    private volatile boolean cancelled;

    public void cancel() {
        cancelled = true;
    }

    public void checkCancelled() {
        if (cancelled) {
            throw new CancellationException("aggregation cancelled");
        }
    }

    public void noteRun(SpillRun run) {
        runs.incrementAndGet();
        spilledBytes.addAndGet(run.rawBytes());
    }

    public int runs() {
        return (int) runs.get();
    }

    public long spilledBytes() {
        return spilledBytes.get();
    }
}
