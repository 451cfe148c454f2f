package io.plimsoll.memory;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is not given back: when a pool or a manager closes, a leak.
 *
 * @param leaks one entry for each pool with memory out, in the order of the tree
 */
public record LeakReport(List<Leak> leaks) {

    /** Keeps a copy of the list. */
    public LeakReport {
        leaks = List.copyOf(leaks);
    }

    /**
     * Memory that one pool has out.
     *
     * @param poolPath path of the pool from the root, which names the owner
     * @param pages pages leased and not released
     * @param pageBytes bytes of those pages
     * @param reservedBytes bytes reserved and not released
     */
    public record Leak(String poolPath, long pages, long pageBytes, long reservedBytes) {

        /** Bytes of pages and reservations together. */
        public long bytes() {
            return pageBytes + reservedBytes;
        }

        @Override
        public String toString() {
            return "%s: %d pages (%d bytes), %d bytes reserved"
                    .formatted(poolPath, pages, pageBytes, reservedBytes);
        }
    }

    /** Whether everything came back. */
    public boolean isEmpty() {
        return leaks.isEmpty();
    }

    /** Bytes of all entries together. */
    public long bytes() {
        return leaks.stream().mapToLong(Leak::bytes).sum();
    }

    @Override
    public String toString() {
        return leaks.isEmpty()
                ? "no memory out"
                : leaks.stream()
                        .map(Leak::toString)
                        .collect(Collectors.joining("; ", bytes() + " bytes not given back: ", ""));
    }
}
