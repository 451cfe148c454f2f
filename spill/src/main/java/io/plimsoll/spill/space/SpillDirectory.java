package io.plimsoll.spill.space;

import io.plimsoll.spill.file.SpillFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One directory for spill files, with its quota, its health and this process's folder in it.
 *
 * <p>Thread rule: any thread.
 */
public final class SpillDirectory {

    private final Path directory;
    private final SpillFileSystem fileSystem;
    private final SpaceLimits limits;
    private final ByteQuota quota;
    private final DirectoryHealth health;
    private final LongAdder bytesWritten = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();
    private final LongAdder writeNanos = new LongAdder();
    private final LongAdder readNanos = new LongAdder();

    /** All that were made, the current one last; guarded by this. */
    private final List<ProcessFolder> folders = new ArrayList<>();

    /** Guarded by this. */
    private long reserveBytes;

    /** Guarded by this. */
    private boolean closed;

    SpillDirectory(
            Path directory, long quotaBytes, SpillFileSystem fileSystem, SpaceLimits limits) {
        this.directory = directory;
        this.fileSystem = fileSystem;
        this.limits = limits;
        this.quota = new ByteQuota(quotaBytes);
        this.health = new DirectoryHealth(limits.nanoClock());
    }

    /**
     * This process's folder; made, after a sweep of what dead processes left, if there is none yet
     * or it has been lost.
     */
    synchronized Path folder() throws IOException {
        if (closed) {
            throw new IOException("directory=" + directory + " is closed");
        }
        ProcessFolder current = folders.isEmpty() ? null : folders.getLast();
        if (current != null && Files.isDirectory(current.path(), LinkOption.NOFOLLOW_LINKS)) {
            return current.path();
        }
        ProcessFolder made = ProcessFolder.create(directory);
        folders.add(made);
        DeadFolders.sweep(directory);
        reserveBytes = limits.reserveOf(fileSystem.usableBytes(made.path()));
        return made.path();
    }

    /** The directory that the user named. */
    public Path directory() {
        return directory;
    }

    /** The most bytes that files here may have. */
    public long quotaBytes() {
        return quota.maxBytes();
    }

    /** The bytes that files here have. */
    public long usedBytes() {
        return quota.usedBytes();
    }

    /** The bytes that may be written here for lack of others' need; negative if unknown. */
    public long freeBytes() {
        long usable = fileSystem.usableBytes(directory);
        return usable < 0 ? usable : Math.max(0, usable - reserve());
    }

    /** What has been written here, what is gone included. */
    public long bytesWritten() {
        return bytesWritten.sum();
    }

    /** What has been read from here. */
    public long bytesRead() {
        return bytesRead.sum();
    }

    /** The time that writing took. */
    public long writeNanos() {
        return writeNanos.sum();
    }

    /** The time that reading took. */
    public long readNanos() {
        return readNanos.sum();
    }

    /** How often it failed, want of room aside. */
    public long failures() {
        return health.failures();
    }

    /** The last failure. */
    public @Nullable String lastFailure() {
        return health.lastFailure();
    }

    /** Whether the last thing done here failed. */
    public boolean isFailing() {
        return health.isFailing();
    }

    /** Notes a failure that was not for want of room. */
    public void failed(IOException failure) {
        health.failed(failure);
    }

    /** Notes a write. */
    public void wrote(long bytes, long nanos) {
        health.worked();
        bytesWritten.add(bytes);
        writeNanos.add(nanos);
    }

    /** Notes a read. */
    public void read(long bytes, long nanos) {
        bytesRead.add(bytes);
        readNanos.add(nanos);
    }

    DirectoryHealth health() {
        return health;
    }

    ByteQuota quota() {
        return quota;
    }

    /** Whether {@code bytes} more leave free what is to stay free, as far as is known. */
    boolean keepsReserve(long bytes) {
        long reserved = reserve();
        long usable = reserved > 0 ? fileSystem.usableBytes(directory) : -1;
        return usable < 0 || usable - bytes >= reserved;
    }

    private synchronized long reserve() {
        return reserveBytes;
    }

    synchronized void close() throws IOException {
        closed = true;
        IOException failure = null;
        for (ProcessFolder folder : folders) {
            try {
                folder.close();
            } catch (IOException e) {
                failure = Failures.merged(failure, e);
            }
        }
        folders.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
