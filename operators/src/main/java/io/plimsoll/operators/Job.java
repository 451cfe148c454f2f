package io.plimsoll.operators;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.spill.IOManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * One budget and one set of temporary files for several operators.
 *
 * <pre>{@code
 * try (Job job = Job.builder().memoryBytes(256 << 20).open();
 *         ExternalSorter<Trade> sorter =
 *                 ExternalSorter.of(serializer).orderBy(key).in(job).open()) {
 *     ...
 * }
 * }</pre>
 *
 * <p>Operators of a job share its memory by need: whoever runs out of it has those give some back
 * that hold more, and spills itself otherwise. None has a fixed part.
 *
 * <p>Close a job after its operators. Threads: any.
 */
public final class Job implements AutoCloseable {

    private final MemoryPool pool;
    private final IOManager io;
    private final long operatorBytes;

    /** Closed with the job; null where they are the user's. */
    private final @Nullable MemoryPool ownWorkspace;

    private final @Nullable MemoryManager ownMemory;

    /** Guarded by this. */
    private boolean closed;

    Job(
            MemoryPool pool,
            IOManager io,
            @Nullable MemoryPool ownWorkspace,
            @Nullable MemoryManager ownMemory) {
        this.pool = pool;
        this.io = io;
        this.operatorBytes = pool.availableBytes();
        this.ownWorkspace = ownWorkspace;
        this.ownMemory = ownMemory;
    }

    /** Starts to describe a job. */
    public static JobBuilder builder() {
        return new JobBuilder();
    }

    /** A job over memory and temporary files of its user's, who closes them after it. */
    public static Job over(MemoryPool pool, IOManager io) {
        return new Job(pool, io, null, null);
    }

    /** What the job's operators take their memory from: each has a child of it. */
    public MemoryPool pool() {
        return pool;
    }

    /** Where its operators write what doesn't fit in memory. */
    public IOManager io() {
        return io;
    }

    /** What its operators can have together: what was free when the job was opened. */
    public long operatorBytes() {
        return operatorBytes;
    }

    /** The most memory, in bytes, that was in use. */
    public long peakBytes() {
        return pool.peakBytes();
    }

    /**
     * Deletes the temporary files and gives all memory back that isn't the user's. Idempotent.
     *
     * @throws UncheckedIOException when a temporary file can't be deleted
     */
    @Override
    public synchronized void close() {
        if (closed || ownWorkspace == null) {
            return;
        }
        closed = true;
        try {
            io.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ownWorkspace.close();
            if (ownMemory != null) {
                ownMemory.close();
            }
        }
    }
}
