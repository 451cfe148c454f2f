package io.plimsoll.memory;

import io.plimsoll.memory.arbitration.Claim;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.tracking.Lease;
import java.lang.ref.Reference;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Memory that was requested and granted: a lease on pages or bytes of a pool, until it is closed.
 *
 * <p>Closing gives back all of it, so its pages are not to be released one by one: a page that was,
 * and that the pool has leased again meanwhile, would be taken from its new user, as by any
 * reference kept too long. Who wants to release pages one by one calls {@link #detach} first.
 *
 * <p>One that nobody can close any more is reported where leases are followed ({@link
 * io.plimsoll.memory.leak.LeakDetection#ADVANCED}). Its pages come back then; its bytes stay
 * charged, since what was taken for them may be in use.
 *
 * <p><b>Threads:</b> any thread may call any method; of two that close one takes effect.
 */
public final class MemoryGrant implements AutoCloseable {

    private final MemoryPool pool;
    private final AtomicReference<@Nullable Held> held;

    private final Claim claim;

    /** Of the bytes; null if there are none, or if they are not followed. */
    private final @Nullable Lease reservation;

    private record Held(List<MemorySegment> pages, long bytes) {}

    MemoryGrant(MemoryPool pool, Claim claim, List<MemorySegment> pages, long bytes) {
        this.pool = pool;
        this.claim = claim;
        this.held = new AtomicReference<>(new Held(List.copyOf(pages), bytes));
        this.reservation = bytes == 0 ? null : pool.noteGranted(bytes, this);
    }

    /** Returns the pool that is charged. */
    public MemoryPool pool() {
        return pool;
    }

    /** Returns the pages; none if bytes were requested, or after {@link #close}. */
    public List<MemorySegment> pages() {
        Held now = held.get();
        return now == null ? List.of() : now.pages();
    }

    /** Returns the bytes of pages and reservation; 0 after {@link #close}. */
    public long sizeBytes() {
        Held now = held.get();
        return now == null ? 0 : now.bytes() + (long) now.pages().size() * pool.pageSizeBytes();
    }

    /**
     * Ends the lease without giving the memory back: pages and bytes are the caller's from now on,
     * as if taken from the pool directly.
     *
     * @return the pages
     * @throws IllegalStateException if the lease has ended
     */
    public List<MemorySegment> detach() {
        Held last = held.getAndSet(null);
        if (last == null) {
            throw new IllegalStateException("the grant has been closed (expected an open one)");
        }
        try {
            if (last.bytes() > 0) {
                pool.noteDetached(reservation);
            }
            return last.pages();
        } finally {
            // lest it is found lost in the middle of this
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public String toString() {
        Held now = held.get();
        String what =
                now == null
                        ? "closed"
                        : now.pages().isEmpty()
                                ? now.bytes() + " bytes"
                                : "%d pages, %d bytes".formatted(now.pages().size(), sizeBytes());
        return "MemoryGrant[" + pool.path() + ", " + what + "]";
    }

    /** Gives everything back to the pool. Closing again has no effect. */
    @Override
    public void close() {
        Held last = held.getAndSet(null);
        if (last == null) {
            return;
        }
        try {
            for (MemorySegment page : last.pages()) {
                pool.pages().releaseOnce(page);
            }
            if (last.bytes() > 0) {
                pool.unreserveGranted(last.bytes(), reservation);
            }
        } finally {
            claim.endUse();
            // lest it is found lost in the middle of this
            Reference.reachabilityFence(this);
        }
    }
}
