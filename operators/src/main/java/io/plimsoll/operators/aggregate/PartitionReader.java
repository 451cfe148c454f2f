package io.plimsoll.operators.aggregate;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.aggregate.table.GroupLayout;
import io.plimsoll.spill.SpillReader;
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
final class PartitionReader implements ColdPartitions {

    /** Each level divides by {@code 2^bits}; what is still too large then has few keys. */
    private static final int MAX_LEVEL = 8;

    private static final int EXTENTS_AHEAD = 1;

    private final Deque<Partition> waiting = new ArrayDeque<>();
    private final Partitions parents;
    private final MemoryPool pool;
    private final int bits;

    /**
     * Creates a reader.
     *
     * @param parents what the partitions are of
     * @param pool the memory for aggregating one of them
     * @param bits the logarithm of how many it is divided into
     */
    PartitionReader(Partitions parents, MemoryPool pool, int bits) {
        this.parents = parents;
        this.pool = pool;
        this.bits = bits;
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
    GroupCursor open(Partition cold) throws IOException {
        int level = parents.level + 1;
        if (level > MAX_LEVEL) {
            throw new IllegalStateException("level=" + level);
        }
        Partitions divided =
                new Partitions(parents.layout, level, bits, pool, parents.files(), true);
        boolean complete = false;
        try {
            readInto(cold, divided);
            complete = true;
            return new PartitionsCursor(divided, new PartitionReader(divided, pool, bits));
        } finally {
            if (!complete) {
                divided.release();
            }
        }
    }

    private void readInto(Partition cold, Partitions target) throws IOException {
        while (!cold.runs.isEmpty()) {
            SpillRun run = cold.runs.getLast();
            readRun(run, target);
            parents.files().delete(run);
            cold.runs.removeLast();
        }
    }

    private void readRun(SpillRun run, Partitions target) throws IOException {
        try (SpillReader reader = reader(run, target)) {
            MemorySegment page;
            while ((page = reader.nextPage()) != null) {
                parents.files().control().checkCancelled();
                try {
                    if (isLarge(page, reader.pageBytes())) {
                        readLarge(page, reader, target);
                    } else {
                        target.scatter(page.getAddress(), reader.pageBytes());
                    }
                } finally {
                    reader.recycle(page);
                }
            }
        }
    }

    private SpillReader reader(SpillRun run, Partitions target) throws IOException {
        for (int ahead = EXTENTS_AHEAD; ; ahead = 0) {
            try {
                return parents.files().io().newReaderDeleting(run, pool, ahead);
            } catch (MemoryAllocationException e) {
                if (ahead == 0) {
                    target.makeRoom(null);
                }
            }
        }
    }

    private boolean isLarge(MemorySegment page, int bytes) {
        return !parents.layout.isCompact() && GroupLayout.sizeBytes(page.getAddress()) > bytes;
    }

    private void readLarge(MemorySegment first, SpillReader reader, Partitions target)
            throws IOException {
        int size = GroupLayout.sizeBytes(first.getAddress());
        int pages = (size - 1) / pool.pageSizeBytes() + 1;
        MemorySegment whole = pool.tryAllocateRun(pages);
        while (whole == null) {
            target.makeRoom(null);
            whole = pool.tryAllocateRun(pages);
        }
        try {
            int filled = reader.pageBytes();
            RawMemory.copy(first.getAddress(), whole.getAddress(), filled);
            while (filled < size) {
                MemorySegment page = reader.nextPage();
                if (page == null) {
                    throw new IllegalStateException(
                            "filled=" + filled + " (expected " + size + " bytes)");
                }
                RawMemory.copy(
                        page.getAddress(), whole.getAddress() + filled, reader.pageBytes());
                filled += reader.pageBytes();
                reader.recycle(page);
            }
            target.scatterLarge(whole.getAddress());
        } finally {
            whole.free();
        }
    }

    /** What waits still belongs to the parents, which release it. */
    @Override
    public void close() {
        waiting.clear();
    }
}
