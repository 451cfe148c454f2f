package io.plimsoll.operators.aggregate.partition;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.aggregate.table.RecordPages;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.SpillWriter;
import io.plimsoll.spill.run.SpillRun;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes pages of records to disk, as they are.
 *
 * <p>No page is needed for it: those that are written are free afterwards. Only a record that is
 * larger than a page is copied, through pages of the workspace, which is charged when the
 * aggregator opens.
 *
 * <p>Any thread.
 */
public final class PartitionFiles {

    private static final long WAIT_NANOS = 50_000;

    private final IOManager io;
    private final MemoryPool workspace;
    private final AggregateControl control;

    public PartitionFiles(IOManager io, MemoryPool workspace, AggregateControl control) {
        this.io = io;
        this.workspace = workspace;
        this.control = control;
    }

    public IOManager io() {
        return io;
    }

    public MemoryPool workspace() {
        return workspace;
    }

    public AggregateControl control() {
        return control;
    }

    /** Writes all records; they are no longer in memory then. */
    public SpillRun write(RecordPages records) throws IOException {
        try (SpillWriter writer = io.newWriter("aggregate")) {
            while (records.pageCount() > 0) {
                int used = records.usedBytes(records.pageCount() - 1);
                writer.write(records.takeLast(), used);
            }
            while (!records.large().isEmpty()) {
                MemorySegment large = records.takeLastLarge();
                try {
                    writeLarge(large, writer);
                } finally {
                    large.free();
                }
            }
            SpillRun run = writer.finish();
            control.noteRun(run);
            return run;
        }
    }

    private void writeLarge(MemorySegment large, SpillWriter writer) throws IOException {
        int size = RawMemory.getInt(large.getAddress());
        for (int at = 0; at < size; ) {
            MemorySegment page = workspace.tryAllocatePage();
            if (page == null) {
                writer.awaitRecycled();
                continue;
            }
            int piece = Math.min(size - at, page.size());
            RawMemory.copy(large.getAddress() + at, page.getAddress(), piece);
            writer.write(page, piece);
            at += piece;
        }
    }

    public void delete(SpillRun run) {
        io.delete(run);
    }

    /** Waits a little for pages that others are about to give back. */
    public void awaitRoom(MemoryPool pool) {
        if (pool.availableBytes() < pool.pageSizeBytes()) {
            LockSupport.parkNanos(WAIT_NANOS);
        }
    }
}
