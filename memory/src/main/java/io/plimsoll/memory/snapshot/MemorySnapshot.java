package io.plimsoll.memory.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All of a memory manager at one instant: pools, pages, requests, leases and events. It never
 * changes.
 *
 * <p>Pools and pages are of one instant: within a snapshot, what a pool holds is what it has leased
 * and reserved, what it has at hand, and what those below it hold, and nobody holds more than there
 * is. The other parts are looked at one after the other.
 *
 * @param takenAt when it was taken
 * @param budgetBytes the budget
 * @param pressure how full it is
 * @param root the tree of pools
 * @param pages pages of the budget and the memory under them
 * @param allocators allocators on pages of the pools
 * @param requests who waits, and what was done to get memory back
 * @param leases what is known of leases
 * @param events how often what has happened
 */
public record MemorySnapshot(
        Instant takenAt,
        long budgetBytes,
        PressureLevel pressure,
        PoolFigures root,
        PageFigures pages,
        List<AllocatorFigures> allocators,
        ArbitrationFigures requests,
        LeaseFigures leases,
        EventCounts events) {

    /** Keeps a copy of the list. */
    public MemorySnapshot {
        allocators = List.copyOf(allocators);
    }

    /** Bytes leased and reserved. */
    public long usedBytes() {
        return root.usedBytes();
    }

    /** Returns the first pool of a path. */
    public Optional<PoolFigures> pool(String path) {
        return find(root, path);
    }

    private static Optional<PoolFigures> find(PoolFigures pool, String path) {
        if (pool.path().equals(path)) {
            return Optional.of(pool);
        }
        for (PoolFigures child : pool.children()) {
            if (path.startsWith(child.path())) {
                Optional<PoolFigures> found = find(child, path);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** All of it in lines, for people. */
    @Override
    public String toString() {
        return SnapshotText.of(this);
    }
}
