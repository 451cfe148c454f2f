package io.plimsoll.memory.request;

import java.time.Duration;
import java.time.Instant;

/** A clock that goes only when it is told to. */
public final class FakeTime implements TimeSource {

    private volatile long nanos = 1_000_000_000_000L;

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    /** Lets time pass. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread moves the clock
    public void pass(Duration time) {
        nanos += time.toNanos();
    }
}
