package io.plimsoll.memory;

import io.plimsoll.memory.tracking.LeaseTracker;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Resources that are made once, shared by all who ask for them, and closed with the last of these.
 *
 * <p><b>Threads:</b> any thread may call any method. Each type has a lock of its own, which is held
 * while the resource is made or closed, so that slow ones don't hold up others; making one may ask
 * for another one.
 */
final class SharedResources {

    private final MemoryPool root;
    private final LeaseTracker tracker;
    private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

    SharedResources(MemoryPool root, LeaseTracker tracker) {
        this.root = root;
        this.tracker = tracker;
    }

    /** Returns a hold on a resource whose memory comes out of the budget. */
    <T extends AutoCloseable> OpaqueMemoryResource<T> managed(
            String type, LongFunctionWithException<T, Exception> initializer, long sizeBytes)
            throws Exception {
        return hold(type, initializer, sizeBytes, true);
    }

    /** Returns a hold on a resource whose memory does not count. */
    <T extends AutoCloseable> OpaqueMemoryResource<T> external(
            String type, LongFunctionWithException<T, Exception> initializer, long sizeBytes)
            throws Exception {
        return hold(type, initializer, sizeBytes, false);
    }

    private <T extends AutoCloseable> OpaqueMemoryResource<T> hold(
            String type,
            LongFunctionWithException<T, Exception> initializer,
            long sizeBytes,
            boolean counts)
            throws Exception {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(initializer, "initializer");
        while (true) {
            Entry entry = entries.computeIfAbsent(type, Entry::new);
            lock(entry);
            try {
                if (entry.isBeingMade) {
                    throw new IllegalStateException(
                            "type=%s is asked for by its own initializer (expected another type)"
                                    .formatted(type));
                }
                if (!entry.ended) {
                    return hold(entry, initializer, sizeBytes, counts);
                }
            } finally {
                entry.lock.unlock();
            }
        }
    }

    private static void lock(Entry entry) throws MemoryAllocationException {
        try {
            entry.lock.lockInterruptibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new MemoryAllocationException(
                    "interrupted while another thread makes the shared resource " + entry.type,
                    interrupted);
        }
    }

    @SuppressWarnings("unchecked") // one type, one class: that is for those who share it to keep
    private <T extends AutoCloseable> OpaqueMemoryResource<T> hold(
            Entry entry,
            LongFunctionWithException<T, Exception> initializer,
            long sizeBytes,
            boolean counts)
            throws Exception {
        try {
            if (entry.resource == null) {
                entry.pool = counts ? reserve(entry.type, sizeBytes) : null;
                entry.resource = make(entry, initializer, sizeBytes);
                entry.sizeBytes = sizeBytes;
            }
            entry.holds++;
            T resource = (T) Objects.requireNonNull(entry.resource);
            OpaqueMemoryResource<T> hold =
                    new OpaqueMemoryResource<>(
                            resource, entry.sizeBytes, tracker, () -> release(entry));
            hold.follow((entry.pool == null ? root : entry.pool).node());
            return hold;
        } finally {
            if (entry.holds == 0) {
                end(entry);
            }
        }
    }

    private static <T> T make(
            Entry entry, LongFunctionWithException<T, Exception> initializer, long sizeBytes)
            throws Exception {
        entry.isBeingMade = true;
        try {
            return Objects.requireNonNull(
                    initializer.apply(sizeBytes),
                    () -> "the initializer of type=" + entry.type + " made null");
        } finally {
            entry.isBeingMade = false;
        }
    }

    private MemoryPool reserve(String type, long sizeBytes) throws MemoryAllocationException {
        MemoryPool pool = null;
        boolean reserved = false;
        try {
            pool = root.newChild(PoolOptions.describedBy("shared", type));
            pool.reserve(sizeBytes);
            reserved = true;
            return pool;
        } catch (MemoryReservationException denied) {
            throw new MemoryAllocationException(
                    "no memory for the shared resource %s: %s".formatted(type, denied.getMessage()),
                    denied);
        } finally {
            // also if the reservation was refused in another way: by a shutdown, or within an
            // evictor
            if (pool != null && !reserved) {
                pool.close();
            }
        }
    }

    private void release(Entry entry) throws Exception {
        entry.lock.lock();
        try {
            entry.holds--;
            if (entry.holds == 0) {
                AutoCloseable resource = entry.resource;
                try {
                    if (resource != null) {
                        resource.close();
                    }
                } finally {
                    end(entry);
                }
            }
        } finally {
            entry.lock.unlock();
        }
    }

    /** Gives the memory of an entry that nobody holds back, and then forgets it. */
    private void end(Entry entry) {
        MemoryPool pool = entry.pool;
        try {
            if (pool != null) {
                entry.pool = null;
                pool.unreserve(pool.reservedBytes());
                pool.close();
            }
        } finally {
            // last: whoever asks from now on makes a new one, and may need this memory for it
            entry.ended = true;
            entries.remove(entry.type, entry);
        }
    }

    /** One type's resource; all but the lock and the name are guarded by the lock. */
    private static final class Entry {
        final String type;
        final ReentrantLock lock = new ReentrantLock();
        @Nullable AutoCloseable resource;
        @Nullable MemoryPool pool;
        long sizeBytes;
        int holds;
        boolean isBeingMade;
        boolean ended;

        Entry(String type) {
            this.type = type;
        }
    }
}
