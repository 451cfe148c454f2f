package io.plimsoll.spill.transfer;

import io.plimsoll.spill.run.SpillRun.RunFile;
import java.util.List;

/**
 * The files of a run that its reader is done with, for deletion while reading.
 *
 * <p>Thread rule: guarded by the lock of its {@link ReadAhead}.
 */
public final class ConsumedFiles {

    private final List<RunFile> files;
    private final boolean deleteAsRead;
    private int passed;
    private int deleted;
    private int keptFrom = Integer.MAX_VALUE;

    /**
     * Creates what is known before the first page is read.
     *
     * @param files the files of the run, in order
     * @param firstFile the number of the first one to be read; those before it are not touched
     * @param deleteAsRead whether any is to be deleted at all
     */
    public ConsumedFiles(List<RunFile> files, int firstFile, boolean deleteAsRead) {
        this.files = files;
        this.passed = firstFile;
        this.deleted = firstFile;
        this.deleteAsRead = deleteAsRead;
    }

    /** Notes that the caller has come to {@code file}; the number of files is the end. */
    void passTo(int file) {
        passed = Math.max(passed, file);
    }

    /** Notes that the caller is done with all files. */
    public void passAll() {
        passTo(files.size());
    }

    /** Spares {@code file} and those after it. */
    public void keepFrom(int file) {
        keptFrom = file;
    }

    boolean hasDeletable() {
        return deletableEnd() > deleted;
    }

    /** The files to delete now; each is given out once. */
    public List<RunFile> takeDeletable() {
        if (!hasDeletable()) {
            return List.of();
        }
        List<RunFile> deletable = files.subList(deleted, deletableEnd());
        deleted = deletableEnd();
        return deletable;
    }

    private int deletableEnd() {
        return deleteAsRead ? Math.min(passed, keptFrom) : 0;
    }
}
