package io.plimsoll.memory.tracking;

import io.plimsoll.memory.leak.BlockTracker;
import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.leak.LeaseKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one allocator by address, while all leases are followed.
 *
 * <p>Of two frees of a block one finds it in the map of those that live.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
final class BlockLeases implements BlockTracker {

    /** Whoever frees a block twice does so soon after, as a rule. */
    private static final int REMEMBERED_FREES = 4096;

    private final LeaseTracker tracker;
    private final Object holder;
    private final BlockListener listener;
    private final @Nullable PoisonedBlocks poisoned;
    private final Map<Long, Live> live = new ConcurrentHashMap<>();
    private final Map<Long, Lease> freed = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Lease> oldestFrees = new ConcurrentLinkedQueue<>();
    private final AtomicInteger remembered = new AtomicInteger();

    /** A block that lives; its lease has ended if the collector found it lost. */
    private record Live(Lease lease, long usableBytes) {}

    BlockLeases(LeaseTracker tracker, Object holder, int linkBytes, BlockListener listener) {
        this.tracker = tracker;
        this.holder = holder;
        this.listener = listener;
        this.poisoned =
                tracker.level() == LeakDetection.PARANOID
                        ? new PoisonedBlocks(linkBytes, listener)
                        : null;
    }

    @Override
    public void allocated(long address, long sizeBytes, long usableBytes) {
        if (poisoned != null) {
            poisoned.exhume(address, usableBytes);
        }
        live.put(address, new Live(begin(address, sizeBytes), usableBytes));
    }

    private Lease begin(long address, long sizeBytes) {
        // never null while all are followed
        return Objects.requireNonNull(
                tracker.begin(LeaseKind.BLOCK, holder, address, sizeBytes), "lease");
    }

    @Override
    public void resized(long address, long sizeBytes, long usableBytes) {
        Live before = live.get(address);
        if (before != null) {
            allocated(address, sizeBytes, usableBytes);
            tracker.revoke(before.lease);
        }
    }

    @Override
    public void watch(long address, Object handle) {
        Live block = live.get(address);
        if (block != null) {
            tracker.watch(block.lease, handle);
        }
    }

    @Override
    public boolean freed(long address) {
        Live block = live.remove(address);
        if (block == null) {
            return false;
        }
        tracker.end(block.lease);
        remember(block.lease);
        if (poisoned != null) {
            poisoned.bury(address, block.usableBytes, block.lease);
        }
        return true;
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
    public void forget(long address, long bytes) {
        if (poisoned != null) {
            poisoned.exhume(address, bytes);
        }
    }

    @Override
    public void inspect() {
        if (poisoned != null) {
            poisoned.inspect();
        }
    }

    @Override
    public void close() {
        List<Lease> left = new ArrayList<>();
        for (Live block : live.values()) {
            if (tracker.revoke(block.lease)) {
                left.add(block.lease);
            }
        }
        live.clear();
        if (!left.isEmpty()) {
            listener.leaked(left);
        }
    }
}
