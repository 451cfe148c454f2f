package io.plimsoll.cli.process;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.IOManagerBuilder;
import io.plimsoll.spill.SpillStatistics;
import io.plimsoll.spill.failure.SpillIOException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * @throws IOException when a temporary directory can't be used; the message names it
     */
    public static JobResources open(ProcessBudget budget, List<Path> temporaryDirectories)
            throws IOException, MemoryReservationException {
        for (Path directory : temporaryDirectories) {
            check(directory);
        }
        long managedBytes = budget.managedBytes();
        MemoryManager memory =
                MemoryManager.builder()
                        .memorySizeBytes(managedBytes)
                        .processLimitBytes(budget.dataLimitBytes())
                        .build();
        try {
            IOManagerBuilder builder =
                    IOManager.builder()
                            .directories(temporaryDirectories)
                            .extentPages(extentPages(managedBytes, memory.getPageSize()))
                            .writeBehindExtents(WRITE_BEHIND_EXTENTS);
            long workspaceBytes = builder.workspaceBytes(memory.getPageSize());
            MemoryPool workspace =
                    memory.rootPool().newChild("spill", workspaceBytes, workspaceBytes);
            IOManager io = build(builder.memory(workspace), temporaryDirectories);
            return new JobResources(budget, memory, workspace, io);
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

    /** A folder that its user named and that can't be used is a mistake, even if others can be. */
    private static void check(Path directory) throws IOException {
        String problem = null;
        if (!Files.exists(directory)) {
            problem = "no such folder";
        } else if (!Files.isDirectory(directory)) {
            problem = "is no folder";
        } else if (!Files.isWritable(directory)) {
            problem = "not writable";
        }
        if (problem != null) {
            throw unusable(directory.toString(), problem, null);
        }
    }

    private static IOManager build(IOManagerBuilder builder, List<Path> directories)
            throws IOException, MemoryReservationException {
        try {
            return builder.build();
        } catch (SpillIOException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            Throwable[] causes = cause.getSuppressed();
            Throwable first = causes.length == 0 ? cause : causes[0];
            throw unusable(directories.toString(), String.valueOf(first.getMessage()), e);
        }
    }

    private static IOException unusable(
            String directories, String problem, @Nullable Throwable cause) {
        return new IOException(
                directories
                        + ": "
                        + problem
                        + " (expected a folder for temporary files: --temp-dir, or TMPDIR)",
                cause);
    }
}
