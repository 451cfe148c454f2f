package io.plimsoll.memory;

import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.leak.LeaseKind;
import io.plimsoll.memory.tracking.Lease;
import io.plimsoll.memory.tracking.LeaseTracker;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One user's hold on a resource with memory that this house does not look into. One that nobody can
 * close any more is reported where leases are followed ({@link
 * io.plimsoll.memory.leak.LeakDetection#ADVANCED}); the resource stays open, as it may be in use.
 *
 * <p><b>Threads:</b> any thread may call any method.
 *
 * @param <T> the resource
 */
@SuppressWarnings("try") // close throws what the resource throws, as Flink's does
public final class OpaqueMemoryResource<T> implements AutoCloseable {

    /** What is to be done when the hold ends. */
    interface Disposer {
        void run() throws Exception;
    }

    private final T resourceHandle;
    private final long sizeBytes;
    private final LeaseTracker tracker;
    private final Disposer disposer;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** That this hold lasts, if that is followed; set before anybody else has the hold. */
    private @Nullable Lease lease;

    OpaqueMemoryResource(
            T resourceHandle, long sizeBytes, LeaseTracker tracker, Disposer disposer) {
        this.resourceHandle = Objects.requireNonNull(resourceHandle, "resourceHandle");
        this.sizeBytes = sizeBytes;
        this.tracker = tracker;
        this.disposer = disposer;
    }

    /** Follows this hold, in the name of the pool that is charged. */
    void follow(PoolNode pool) {
        lease = tracker.beginHold(LeaseKind.RESOURCE, pool, sizeBytes, this);
    }

    /** Returns the resource, which is shared with others. */
    public T getResourceHandle() {
        return resourceHandle;
    }

    /** Returns the size of the resource in bytes: that which the first user asked for. */
    public long getSize() {
        return sizeBytes;
    }

    /**
     * Ends this hold. If it was the last one, the resource is closed. Closing again has no effect.
     *
     * @throws Exception what the resource throws when it closes; its memory is given back anyway
     */
    @Override
    public void close() throws Exception {
        if (closed.compareAndSet(false, true)) {
            if (lease != null) {
                tracker.end(lease);
            }
            disposer.run();
        }
    }

    @Override
    public String toString() {
        return "OpaqueMemoryResource[%s, %d bytes%s]"
                .formatted(resourceHandle, sizeBytes, closed.get() ? ", closed" : "");
    }
}
