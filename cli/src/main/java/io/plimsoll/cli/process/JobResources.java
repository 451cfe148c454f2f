package io.plimsoll.cli.process;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.IOManagerBuilder;
import io.plimsoll.spill.SpillStatistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A job's memory and its temporary files: opened before it, closed after it.
 *
 * <p>For one thread; what it hands out is for any.
 */
public final class JobResources implements AutoCloseable {

    /** Of the managed memory at most this part is a run's extent: merging reads many at once. */
    private static final int EXTENT_FRACTION = 256;

    private static final int MAX_EXTENT_PAGES = 32;
    private static final int WRITE_BEHIND_EXTENTS = 2;

    private final ProcessBudget budget;
    private final MemoryManager memory;
    private final MemoryPool spillWorkspace;
    private final IOManager io;
    private long leakedBytes;
    private boolean closed;

    private JobResources(
            ProcessBudget budget, MemoryManager memory, MemoryPool spillWorkspace, IOManager io) {
        this.budget = budget;
        this.memory = memory;
        this.spillWorkspace = spillWorkspace;
        this.io = io;
    }

    /**
     * Opens them, and removes the temporary files of processes that have died.
     *
     * @throws IOException when no temporary directory can be used
     */
    public static JobResources open(ProcessBudget budget, List<Path> temporaryDirectories)
            throws IOException, MemoryReservationException {
        long managedBytes = budget.managedBytes();
        MemoryManager memory = MemoryManager.create(managedBytes, MemoryManager.DEFAULT_PAGE_SIZE);
        try {
            IOManagerBuilder builder =
                    IOManager.builder()
                            .directories(temporaryDirectories)
                            .extentPages(extentPages(managedBytes, memory.getPageSize()))
                            .writeBehindExtents(WRITE_BEHIND_EXTENTS);
            long workspaceBytes = builder.workspaceBytes(memory.getPageSize());
            MemoryPool workspace =
                    memory.rootPool().newChild("spill", workspaceBytes, workspaceBytes);
            return new JobResources(budget, memory, workspace, builder.memory(workspace).build());
        } catch (IOException | MemoryReservationException | RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    /** The pool that a job takes its memory from. */
    public MemoryPool pool() {
        return memory.rootPool();
    }

    public IOManager io() {
        return io;
    }

    public ProcessBudget budget() {
        return budget;
    }

    public SpillStatistics spill() {
        return io.statistics();
    }

    public long managedBytes() {
        return memory.getMemorySize();
    }

    public long peakManagedBytes() {
        return memory.peakUsedBytes();
    }

    /** Bytes that the job had not given back when this was closed. */
    public long leakedBytes() {
        return leakedBytes;
    }

    /** Deletes the temporary files and gives all memory back. Idempotent. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            io.close();
        } finally {
            spillWorkspace.close();
            leakedBytes = memory.usedBytes();
            memory.close();
        }
    }

    private static int extentPages(long managedBytes, int pageBytes) {
        return Math.clamp(managedBytes / EXTENT_FRACTION / pageBytes, 1, MAX_EXTENT_PAGES);
    }
}
