package io.plimsoll.memory.tracking;

import io.plimsoll.memory.leak.AllocationLog.Event;
import io.plimsoll.memory.leak.LeaseKind;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Follows the bytes that one pool has reserved, while all leases are followed or a log is kept.
 *
 * <p>Bytes have no identity: which of them come back is guessed. The newest reservation of the same
 * size, or else the newest ones, are ended, the last of them in part.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
public final class ReservationLeases {

    /** How far to look for a reservation of the same size. */
    private static final int SEARCHED = 64;

    private final LeaseTracker tracker;
    private final @Nullable EventRing log;
    private final Object pool;
    private final ArrayDeque<Lease> newest = new ArrayDeque<>(); // guarded by this

    /** Bytes that came back before the reservation of them was noted; guarded by this. */
    private long earlyBytes;

    private ReservationLeases(LeaseTracker tracker, @Nullable EventRing log, Object pool) {
        this.tracker = tracker;
        this.log = log;
        this.pool = pool;
    }

    /**
     * Returns what follows the reservations of a pool; null if nothing does.
     *
     * @param pool its text is its path
     */
    public static @Nullable ReservationLeases of(
            Object pool, LeaseTracker tracker, @Nullable EventRing log) {
        return tracker.followsAll() || log != null
                ? new ReservationLeases(tracker, log, pool)
                : null;
    }

    /** Notes that bytes were reserved. */
    public void reserved(long bytes) {
        if (log != null) {
            log.append(Event.RESERVED, pool, bytes, 0);
        }
        if (tracker.followsAll()) {
            begin(bytes);
        }
    }

    /** Notes that bytes were reserved, which an object stands for until it lets go of them. */
    public @Nullable Lease granted(long bytes, Object grant) {
        if (log != null) {
            log.append(Event.RESERVED, pool, bytes, 0);
        }
        return tracker.beginHold(LeaseKind.RESERVATION, pool, bytes, grant);
    }

    /** Notes that bytes which an object stood for were given back. */
    public void returned(long bytes, @Nullable Lease lease) {
        if (log != null) {
            log.append(Event.UNRESERVED, pool, bytes, 0);
        }
        if (lease != null) {
            tracker.end(lease);
        }
    }

    /** Notes that bytes which an object stood for are the pool's user's from now on. */
    public synchronized void detached(Lease lease) {
        if (tracker.revoke(lease)) {
            newest.push(tracker.beginPart(lease, lease.bytes()));
        }
    }

    private synchronized void begin(long bytes) {
        long early = Math.min(bytes, earlyBytes);
        earlyBytes -= early;
        Lease lease =
                bytes == early
                        ? null
                        : tracker.begin(LeaseKind.RESERVATION, pool, 0, bytes - early);
        if (lease != null) {
            newest.push(lease);
        }
    }

    /** Notes that reserved bytes were given back. */
    public void unreserved(long bytes) {
        if (log != null) {
            log.append(Event.UNRESERVED, pool, bytes, 0);
        }
        if (tracker.followsAll() && bytes > 0) {
            end(bytes);
        }
    }

    private synchronized void end(long bytes) {
        if (endOneOf(bytes)) {
            return;
        }
        long left = bytes;
        while (left > 0 && !newest.isEmpty()) {
            Lease lease = newest.pop();
            tracker.end(lease);
            if (lease.bytes() > left) {
                newest.push(tracker.beginPart(lease, lease.bytes() - left));
            }
            left -= Math.min(left, lease.bytes());
        }
        earlyBytes += left;
    }

    private boolean endOneOf(long bytes) {
        Iterator<Lease> leases = newest.iterator();
        for (int i = 0; i < SEARCHED && leases.hasNext(); i++) {
            Lease lease = leases.next();
            if (lease.bytes() == bytes) {
                leases.remove();
                tracker.end(lease);
                return true;
            }
        }
        return false;
    }
}
