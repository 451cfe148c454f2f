package io.plimsoll.operators.aggregate.read;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.aggregate.partition.PartitionFiles;
import io.plimsoll.operators.aggregate.partition.Partitions;
import io.plimsoll.operators.aggregate.table.GroupLayout;
import io.plimsoll.spill.SpillReader;
import io.plimsoll.spill.run.SpillRun;
import java.io.IOException;

/** Reads records that {@link PartitionFiles} wrote. Not thread-safe. */
public final class RunReading {

    private static final int EXTENTS_AHEAD = 1;

    private final Partitions parents;
    private final MemoryPool pool;
    private final PartitionReader.Target target;

    public RunReading(Partitions parents, MemoryPool pool, PartitionReader.Target target) {
        this.parents = parents;
        this.pool = pool;
        this.target = target;
    }

    /** Hands on all records of a run, which is deleted as it is read. */
    public void read(SpillRun run) throws IOException {
        try (SpillReader reader = reader(run)) {
            MemorySegment page;
            while ((page = reader.nextPage()) != null) {
                parents.files().control().checkCancelled();
                try {
                    if (isLarge(page, reader.pageBytes())) {
                        readLarge(page, reader);
                    } else {
                        target.take(page.getAddress(), reader.pageBytes());
                    }
                } finally {
                    reader.recycle(page);
                }
            }
        }
    }

    private SpillReader reader(SpillRun run) throws IOException {
        for (int ahead = EXTENTS_AHEAD; ; ahead = 0) {
            try {
                return parents.files().io().newReaderDeleting(run, pool, ahead);
            } catch (MemoryAllocationException e) {
                if (ahead == 0) {
                    target.makeRoom();
                }
            }
        }
    }

    private boolean isLarge(MemorySegment page, int bytes) {
        return !parents.layout.isCompact() && GroupLayout.sizeBytes(page.getAddress()) > bytes;
    }

    private void readLarge(MemorySegment first, SpillReader reader) throws IOException {
        int size = GroupLayout.sizeBytes(first.getAddress());
        int pages = (size - 1) / pool.pageSizeBytes() + 1;
        MemorySegment whole = pool.tryAllocateRun(pages);
        while (whole == null) {
            target.makeRoom();
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
                RawMemory.copy(page.getAddress(), whole.getAddress() + filled, reader.pageBytes());
                filled += reader.pageBytes();
                reader.recycle(page);
            }
            target.takeLarge(whole.getAddress());
        } finally {
            whole.free();
        }
    }
}
