package io.plimsoll.memory.tracking;

import io.plimsoll.memory.leak.BlockTracker;
import io.plimsoll.memory.leak.LeaseKind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one allocator by address, while all leases are followed.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
final class BlockLeases implements BlockTracker {

    /** Whoever frees a block twice does so soon after, as a rule. */
    private static final int REMEMBERED_FREES = 4096;

    private final LeaseTracker tracker;
    private final Object holder;
    private final Map<Long, Lease> live = new ConcurrentHashMap<>();
    private final Map<Long, Lease> freed = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Lease> oldestFrees = new ConcurrentLinkedQueue<>();
    private final AtomicInteger remembered = new AtomicInteger();

    BlockLeases(LeaseTracker tracker, Object holder) {
        this.tracker = tracker;
        this.holder = holder;
    }

    @Override
    public void allocated(long address, long bytes) {
        Lease lease = tracker.begin(LeaseKind.BLOCK, holder, address, bytes);
        if (lease != null) {
            live.put(address, lease);
        }
    }

    @Override
    public void freed(long address) {
        Lease lease = live.remove(address);
        if (lease != null && tracker.end(lease)) {
            remember(lease);
        }
    }

    private void remember(Lease lease) {
        freed.put(lease.id(), lease);
        oldestFrees.add(lease);
        if (remembered.incrementAndGet() > REMEMBERED_FREES) {
            Lease oldest = oldestFrees.poll();
            if (oldest != null) {
                freed.remove(oldest.id(), oldest);
                remembered.decrementAndGet();
            }
        }
    }

    @Override
    public @Nullable Throwable lastFree(long address) {
        Lease lease = freed.get(address);
        return lease == null ? null : lease.endedBy();
    }

    @Override
    public void close() {
        live.values().forEach(tracker::revoke);
        live.clear();
    }
}
