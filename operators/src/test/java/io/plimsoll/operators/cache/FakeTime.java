package io.plimsoll.operators.cache;

import io.plimsoll.memory.request.TimeSource;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A clock that a test sets. It starts where numbers wrap around before long. */
final class FakeTime implements TimeSource {

    private volatile long nanos = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(5);

    void advance(long amount, TimeUnit unit) {
        nanos += unit.toNanos(amount);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH;
    }
}
