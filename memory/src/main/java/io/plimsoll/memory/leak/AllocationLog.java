package io.plimsoll.memory.leak;

import java.time.Instant;
import java.util.List;

/**
 * The last allocations and releases of a memory manager: who had which memory before.
 *
 * <p>It keeps so many entries as the manager's builder was told, none by default, and forgets the
 * oldest ones.
 *
 * <p><b>Threads:</b> any thread may read while others allocate. What is written meanwhile may be
 * missing; no entry is ever half written.
 */
public interface AllocationLog {

    /** What happened. */
    enum Event {
        /** Pages were leased. */
        LEASED,
        /** Pages were released. */
        RELEASED,
        /** Pages that were lost were given back. */
        RECOVERED,
        /** Bytes were reserved. */
        RESERVED,
        /** Reserved bytes were given back. */
        UNRESERVED
    }

    /**
     * One allocation or release.
     *
     * @param sequence number in the order of all entries, from 0
     * @param time when it was written
     * @param thread name of the thread that did it, or its number if it has no name
     * @param poolPath the pool
     * @param event what was done
     * @param bytes how much
     * @param address where pages start; 0 for what is no page
     */
    record Entry(
            long sequence,
            Instant time,
            String thread,
            String poolPath,
            Event event,
            long bytes,
            long address) {

        @Override
        public String toString() {
            String at = address == 0 ? "" : " at 0x%x".formatted(address);
            return "#%d %s %s: %s %d bytes%s by %s"
                    .formatted(sequence, time, poolPath, event, bytes, at, thread);
        }
    }

    /** Returns the log of a manager that keeps none. */
    static AllocationLog none() {
        return new AllocationLog() {
            @Override
            public List<Entry> entries() {
                return List.of();
            }

            @Override
            public int capacity() {
                return 0;
            }

            @Override
            public long dropped() {
                return 0;
            }
        };
    }

    /** Returns all entries, the oldest first. */
    List<Entry> entries();

    /** Returns the entries of a pool and those below it, the oldest first. */
    default List<Entry> ofPool(String poolPath) {
        String below = poolPath + "/";
        return entries().stream()
                .filter(entry ->
                        entry.poolPath().equals(poolPath) || entry.poolPath().startsWith(below))
                .toList();
    }

    /** Returns the entries of the page at an address, the oldest first. */
    default List<Entry> at(long address) {
        return entries().stream()
                .filter(entry ->
                        address >= entry.address()
                                && address - entry.address() < entry.bytes()
                                && entry.address() != 0)
                .toList();
    }

    /** Returns how many entries there are room for. */
    int capacity();

    /** Returns how many entries could not be written because their place was being written to. */
    long dropped();
}
