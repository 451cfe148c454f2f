package io.plimsoll.operators;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.request.VictimStrategy;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.IOManagerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link Job}. Everything has a default.
 *
 * <p>Not thread-safe; each {@link #open} gives a job of its own.
 */
public final class JobBuilder {

    private static final long DEFAULT_MEMORY_BYTES = 64L << 20;

    /** Of the memory at most this part is an extent: merging reads many at once. */
    private static final int EXTENT_FRACTION = 256;

    private static final int MAX_EXTENT_PAGES = 32;
    private static final int WRITE_BEHIND_EXTENTS = 2;

    /**
     * A run is about as large as the memory, and has as many files: what was read of it is deleted
     * file by file.
     */
    private static final int FILES_PER_MEMORY = 16;

    private static final long MAX_FILE_BYTES = 64L << 20;

    private long memoryBytes = DEFAULT_MEMORY_BYTES;
    private @Nullable MemoryPool pool;
    private List<Path> directories = List.of(Path.of(System.getProperty("java.io.tmpdir", ".")));

    JobBuilder() {}

    /** The memory, in bytes, that all its operators have together; 64 MiB unless set. */
    public JobBuilder memoryBytes(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("memoryBytes=" + bytes + " (expected 1 or more)");
        }
        memoryBytes = bytes;
        return this;
    }

    /**
     * Takes the memory from a pool of the user's, which is not closed with the job; {@link
     * #memoryBytes} doesn't count then.
     */
    public JobBuilder pool(MemoryPool users) {
        pool = users;
        return this;
    }

    /** Where temporary files go; the system's temporary directory unless set. */
    public JobBuilder temporaryDirectories(Path... paths) {
        return temporaryDirectories(List.of(paths));
    }

    /** Where temporary files go; the system's temporary directory unless set. */
    public JobBuilder temporaryDirectories(List<Path> paths) {
        directories = List.copyOf(paths);
        return this;
    }

    /**
     * Opens the job.
     *
     * @throws IllegalArgumentException when the memory is too little to write anything to disk with
     * @throws UncheckedIOException when no temporary directory can be used
     */
    public Job open() {
        MemoryPool users = pool;
        if (users != null) {
            return open(users, null);
        }
        MemoryManager own =
                MemoryManager.builder()
                        .memorySizeBytes(memoryBytes)
                        .victims(VictimStrategy.largestFirst())
                        .build();
        boolean opened = false;
        try {
            Job job = open(own.rootPool(), own);
            opened = true;
            return job;
        } finally {
            if (!opened) {
                own.close();
            }
        }
    }

    private Job open(MemoryPool memory, @Nullable MemoryManager own) {
        int pageBytes = memory.pageSizeBytes();
        long bytes = Math.min(memory.maxBytes(), memory.availableBytes() + memory.usedBytes());
        IOManagerBuilder builder =
                IOManager.builder()
                        .directories(directories)
                        .extentPages(extentPages(bytes, pageBytes))
                        .fileBytes(Math.clamp(bytes / FILES_PER_MEMORY, 1, MAX_FILE_BYTES))
                        .writeBehindExtents(WRITE_BEHIND_EXTENTS);
        long workspaceBytes = builder.workspaceBytes(pageBytes);
        MemoryPool workspace = openWorkspace(memory, workspaceBytes);
        boolean opened = false;
        try {
            Job job = new Job(memory, builder.memory(workspace).build(), workspace, own);
            opened = true;
            return job;
        } catch (MemoryReservationException e) {
            throw new IllegalStateException("spill workspace too small", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!opened) {
                workspace.close();
            }
        }
    }

    private static MemoryPool openWorkspace(MemoryPool memory, long workspaceBytes) {
        try {
            return memory.newChild("spill", workspaceBytes, workspaceBytes);
        } catch (MemoryReservationException e) {
            throw new IllegalArgumentException(
                    "memoryBytes=%d (expected more than %d, what the way to disk takes: %s)"
                            .formatted(memory.maxBytes(), workspaceBytes, e.getMessage()),
                    e);
        }
    }

    private static int extentPages(long bytes, int pageBytes) {
        return Math.clamp(bytes / EXTENT_FRACTION / pageBytes, 1, MAX_EXTENT_PAGES);
    }
}
