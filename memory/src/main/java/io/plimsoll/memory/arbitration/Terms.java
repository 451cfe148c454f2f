package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.request.Cancellation;
import io.plimsoll.memory.request.MemoryRequest;
import io.plimsoll.memory.request.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * How urgent a claim is and for how long it waits.
 *
 * @param priority the higher, the sooner it is served
 * @param timeoutNanos how long it may wait
 * @param cancellation what else ends the wait
 * @param optional whether it is made by one who can do without
 */
public record Terms(
        int priority, long timeoutNanos, @Nullable Cancellation cancellation, boolean optional) {

    /** Says what a request of a pool means now. */
    public static Terms of(MemoryRequest request, PoolNode pool, TimeSource time) {
        return new Terms(
                request.priority().orElse(pool.effectivePriority()),
                request.timeoutNanos(time),
                request.cancellation(),
                request.isOptional());
    }
}
