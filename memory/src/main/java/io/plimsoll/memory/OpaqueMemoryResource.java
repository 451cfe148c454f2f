package io.plimsoll.memory;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One user's hold on a resource with memory that this house does not look into.
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
    private final Disposer disposer;
    private final AtomicBoolean closed = new AtomicBoolean();

    OpaqueMemoryResource(T resourceHandle, long sizeBytes, Disposer disposer) {
        this.resourceHandle = Objects.requireNonNull(resourceHandle, "resourceHandle");
        this.sizeBytes = sizeBytes;
        this.disposer = disposer;
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
            disposer.run();
        }
    }

    @Override
    public String toString() {
        return "OpaqueMemoryResource[%s, %d bytes%s]"
                .formatted(resourceHandle, sizeBytes, closed.get() ? ", closed" : "");
    }
}
