package io.plimsoll.spill.space;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One directory for spill files, with its quota.
 *
 * <p>Thread rule: any thread.
 */
public final class SpillDirectory {

    private final Path directory;
    private final long quotaBytes;
    private final ProcessFolder folder;
    private final AtomicLong usedBytes = new AtomicLong();

    /**
     * Set by a failed write that was not for want of room, cleared by the next good one. Opaque: a
     * hint.
     */
    private volatile boolean suspect;

    private SpillDirectory(Path directory, long quotaBytes, ProcessFolder folder) {
        this.directory = directory;
        this.quotaBytes = quotaBytes;
        this.folder = folder;
    }

    /** Sweeps {@code directory}, then creates this process's folder in it. */
    static SpillDirectory open(Path directory, long quotaBytes) throws IOException {
        ProcessFolder folder = ProcessFolder.create(directory);
        DeadFolders.sweep(directory);
        return new SpillDirectory(directory, quotaBytes, folder);
    }

    /** The directory that the user named. */
    public Path directory() {
        return directory;
    }

    /** This process's folder in it. */
    public Path folder() {
        return folder.path();
    }

    /** The most bytes that files here may have. */
    public long quotaBytes() {
        return quotaBytes;
    }

    /** The bytes that files here have. */
    public long usedBytes() {
        return usedBytes.get();
    }

    /** Takes {@code bytes} from the quota, if it has them. */
    boolean tryReserve(long bytes) {
        long used = usedBytes.get();
        while (bytes <= quotaBytes - used) {
            if (usedBytes.compareAndSet(used, used + bytes)) {
                return true;
            }
            used = usedBytes.get();
        }
        return false;
    }

    void unreserve(long bytes) {
        long left = usedBytes.addAndGet(-bytes);
        assert left >= 0 : "directory=" + directory + " usedBytes=" + left;
    }

    boolean isSuspect() {
        return suspect;
    }

    void suspect(boolean value) {
        if (suspect != value) {
            suspect = value;
        }
    }

    void close() throws IOException {
        folder.close();
    }
}
