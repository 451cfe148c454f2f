package io.plimsoll.operators.aggregate.read;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.operators.aggregate.partition.Partition;
import io.plimsoll.operators.aggregate.partition.Partitions;
import io.plimsoll.spill.run.SpillRun;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates one cold partition: divides it by fresh bits of the hash, and what doesn't fit again.
 *
 * <p>Not thread-safe.
 */
public final class PartitionReader implements ColdPartitions {

    /** Each level divides by {@code 2^bits}; what is still too large then has few keys. */
    private static final int MAX_LEVEL = 6;

    private final Deque<Partition> waiting = new ArrayDeque<>();
    private final Partitions parents;
    private final ReaderMemory memory;
    private final MemoryPool pool;

    /**
     * Creates a reader.
     *
     * @param parents what the partitions are of
     * @param memory for aggregating one of them
     */
    public PartitionReader(Partitions parents, ReaderMemory memory) {
        this.parents = parents;
        this.memory = memory;
        this.pool = memory.pages();
    }

    @Override
    public void add(Collection<Partition> cold) {
        waiting.addAll(cold);
    }

    @Override
    public @Nullable GroupCursor next() throws IOException {
        Partition cold = waiting.poll();
        return cold == null ? null : open(cold);
    }

    /** The groups of a cold partition, which is empty then. */
    public GroupCursor open(Partition cold) throws IOException {
        return parents.level >= MAX_LEVEL || isMostOfParents(cold) ? sort(cold) : divide(cold);
    }

    /** Whether the last level divided nothing: few keys, or one, have most of the bytes. */
    private boolean isMostOfParents(Partition cold) {
        long bytes = cold.runs.stream().mapToLong(SpillRun::rawBytes).sum();
        return parents.level > 0 && bytes > parents.bytesIn() / 10 * 9;
    }

    private GroupCursor divide(Partition cold) throws IOException {
        Partitions divided =
                new Partitions(
                        parents.layout,
                        parents.level + 1,
                        memory.bits(),
                        pool,
                        pool::tryAllocatePage,
                        parents.files(),
                        true);
        boolean complete = false;
        try {
            readAll(cold, new Dividing(divided));
            GroupCursor groups =
                    new PartitionsCursor(divided, new PartitionReader(divided, memory));
            complete = true;
            return groups;
        } finally {
            if (!complete) {
                divided.release();
            }
        }
    }

    private GroupCursor sort(Partition cold) throws IOException {
        SortedGroups sorting = memory.sorted(parents.layout, parents.files());
        boolean complete = false;
        try {
            readAll(cold, new Sorting(sorting));
            GroupCursor groups = sorting.finish();
            complete = true;
            return groups;
        } finally {
            if (!complete) {
                sorting.close();
            }
        }
    }

    /** The groups of all partitions in the order of their keys. Requires: all are cold. */
    public GroupCursor sortAll() throws IOException {
        SortedGroups sorting = memory.sorted(parents.layout, parents.files());
        boolean complete = false;
        try {
            for (int i = 0; i < parents.count(); i++) {
                sorting.addAll(parents.get(i).pending);
                readAll(parents.get(i), new Sorting(sorting));
            }
            GroupCursor groups = sorting.finish();
            complete = true;
            return groups;
        } finally {
            if (!complete) {
                sorting.close();
            }
        }
    }

    private void readAll(Partition cold, Target target) throws IOException {
        while (!cold.runs.isEmpty()) {
            SpillRun run = cold.runs.getLast();
            new RunReading(parents, pool, target).read(run);
            parents.files().delete(run);
            cold.runs.removeLast();
        }
    }

    /** What waits still belongs to the parents, which release it. */
    @Override
    public void close() {
        waiting.clear();
    }

    /** Takes what is read. */
    interface Target {

        /** Takes records that lie behind each other. */
        void take(long address, int bytes) throws IOException;

        /** Takes a record that is larger than a page. */
        void takeLarge(long record) throws IOException;

        /** Frees pages. */
        void makeRoom() throws IOException;
    }

    private record Dividing(Partitions partitions) implements Target {

        @Override
        public void take(long address, int bytes) throws IOException {
            partitions.scatter(address, bytes);
        }

        @Override
        public void takeLarge(long record) throws IOException {
            partitions.scatterLarge(record);
        }

        @Override
        public void makeRoom() throws IOException {
            partitions.makeRoom(null);
        }
    }

    private record Sorting(SortedGroups groups) implements Target {

        @Override
        public void take(long address, int bytes) throws IOException {
            groups.add(address, bytes);
        }

        @Override
        public void takeLarge(long record) throws IOException {
            groups.add(record);
        }

        @Override
        public void makeRoom() {
            groups.makeRoom();
        }
    }
}
