package io.plimsoll.spill.space;

import java.nio.file.Path;

/**
 * A spill file that exists, and what it takes from its directory's quota.
 *
 * <p>Thread rule: grown by its writer only; {@link SpillFiles} guards the rest.
 */
public final class StoredFile {

    private final long id;
    private final SpillDirectory directory;
    private final OpenFile output;

    /** Guarded by this. */
    private long reservedBytes;

    /** Guarded by this: once deleted, nothing is reserved any more. */
    private boolean deleted;

    StoredFile(long id, SpillDirectory directory, OpenFile output) {
        this.id = id;
        this.directory = directory;
        this.output = output;
    }

    /**
     * The id that each of its extents carries: no two files have the same, those of dead processes
     * included.
     */
    public long id() {
        return id;
    }

    /** The directory that it counts against. */
    public SpillDirectory directory() {
        return directory;
    }

    /** Where it is. */
    public Path path() {
        return output.path();
    }

    /** The file as its writer sees it. */
    public OpenFile output() {
        return output;
    }

    /** Takes {@code bytes} more from the directory's quota; false if there are not so many left. */
    public synchronized boolean tryGrow(long bytes) {
        if (deleted || !directory.tryReserve(bytes)) {
            return false;
        }
        reservedBytes += bytes;
        return true;
    }

    /** Gives back what is reserved beyond {@code bytes}. */
    public synchronized void shrinkTo(long bytes) {
        if (!deleted && bytes < reservedBytes) {
            directory.unreserve(reservedBytes - bytes);
            reservedBytes = bytes;
        }
    }

    synchronized void unreserveAll() {
        deleted = true;
        directory.unreserve(reservedBytes);
        reservedBytes = 0;
    }
}
