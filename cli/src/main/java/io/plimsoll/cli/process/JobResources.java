package io.plimsoll.cli.process;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.request.VictimStrategy;
import io.plimsoll.operators.Job;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.SpillStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    private final ProcessBudget budget;
    private final MemoryManager memory;
    private final Job job;
    private long leakedBytes;
    private boolean closed;

    private JobResources(ProcessBudget budget, MemoryManager memory, Job job) {
        this.budget = budget;
        this.memory = memory;
        this.job = job;
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
                        .victims(VictimStrategy.largestFirst())
                        .build();
        boolean opened = false;
        try {
            Job job = open(memory.rootPool(), temporaryDirectories);
            opened = true;
            return new JobResources(budget, memory, job);
        } finally {
            if (!opened) {
                memory.close();
            }
        }
    }

    /** The pool that a job takes its memory from. */
    public MemoryPool pool() {
        return job.pool();
    }

    public IOManager io() {
        return job.io();
    }

    public ProcessBudget budget() {
        return budget;
    }

    public SpillStatistics spill() {
        return job.io().statistics();
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
            job.close();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            leakedBytes = memory.usedBytes();
            memory.close();
        }
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

    private static Job open(MemoryPool pool, List<Path> directories)
            throws IOException, MemoryReservationException {
        try {
            return Job.builder().pool(pool).temporaryDirectories(directories).open();
        } catch (IllegalArgumentException e) {
            if (e.getCause() instanceof MemoryReservationException tooLittle) {
                throw tooLittle;
            }
            throw e;
        } catch (UncheckedIOException e) {
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
