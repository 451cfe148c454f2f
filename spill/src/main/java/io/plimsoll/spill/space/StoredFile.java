package io.plimsoll.spill.space;

import java.nio.file.Path;

/**
 * A spill file that exists, and what it takes from the quotas.
 *
 * <p>Thread rule: grown by its writer only; {@link SpillFiles} guards the rest.
 */
public final class StoredFile {

    private final long id;
    private final SpillDirectory directory;
    private final ByteQuota quotaInAll;
    private final OpenFile output;

    /** Guarded by this. */
    private long reservedBytes;

    /** Guarded by this: once deleted, nothing is reserved any more. */
    private boolean deleted;

    StoredFile(long id, SpillDirectory directory, ByteQuota quotaInAll, OpenFile output) {
        this.id = id;
        this.directory = directory;
        this.quotaInAll = quotaInAll;
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

    /**
     * Takes {@code bytes} more from the quotas; false if there are not so many left, or the disk
     * has only what is to stay free.
     */
    public synchronized boolean tryGrow(long bytes) {
        if (deleted || !directory.keepsReserve(bytes) || !directory.quota().tryReserve(bytes)) {
            return false;
        }
        if (!quotaInAll.tryReserve(bytes)) {
            directory.quota().unreserve(bytes);
            return false;
        }
        reservedBytes += bytes;
        return true;
    }

    /** Gives back what is reserved beyond {@code bytes}. */
    public synchronized void shrinkTo(long bytes) {
        if (!deleted && bytes < reservedBytes) {
            giveBack(reservedBytes - bytes);
            reservedBytes = bytes;
        }
    }

    synchronized void unreserveAll() {
        deleted = true;
        giveBack(reservedBytes);
        reservedBytes = 0;
    }

    private void giveBack(long bytes) {
        directory.quota().unreserve(bytes);
        quotaInAll.unreserve(bytes);
    }
}
