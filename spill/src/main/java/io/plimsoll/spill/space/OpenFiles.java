package io.plimsoll.spill.space;

import io.plimsoll.spill.file.DiskFullException;
import io.plimsoll.spill.file.SpillFile;
import io.plimsoll.spill.file.SpillFileSystem;
import io.plimsoll.spill.file.SpillFileSystem.OpenMode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashSet;

/**
 * Keeps the number of open descriptors below a cap: beyond it, the file that has been idle longest
 * is closed, to be opened again at its next use. So thousands of runs can be merged with few
 * descriptors.
 *
 * <p>Thread rule: any thread.
 */
public final class OpenFiles {

    private final SpillFileSystem fileSystem;
    private final int descriptorsMax;

    /** Open and not in use, the one idle longest first. Guarded by this. */
    private final LinkedHashSet<OpenFile> idle = new LinkedHashSet<>();

    /** Guarded by this. */
    private int open;

    /**
     * Creates a cap of {@code descriptorsMax}, which must be at least the number of threads that
     * use files at the same time.
     */
    public OpenFiles(SpillFileSystem fileSystem, int descriptorsMax) {
        this.fileSystem = fileSystem;
        this.descriptorsMax = descriptorsMax;
    }

    /** A file to be created at its first use, then written from its start. */
    OpenFile toWrite(Path path) {
        return new OpenFile(path, OpenMode.CREATE, 0);
    }

    /** A file to be read from {@code offsetBytes}. */
    public OpenFile toRead(Path path, long offsetBytes) {
        return new OpenFile(path, OpenMode.READ, offsetBytes);
    }

    /**
     * Hands out the file's descriptor, opened if necessary, at the file's offset; to be given back
     * by {@link #release}.
     */
    public synchronized SpillFile acquire(OpenFile file) throws IOException {
        SpillFile descriptor = file.descriptor;
        if (descriptor != null) {
            idle.remove(file);
            return descriptor;
        }
        while (open >= descriptorsMax && closeLongestIdle()) {}
        descriptor = openOrMakeRoom(file);
        open++;
        file.descriptor = descriptor;
        try {
            descriptor.position(file.offsetBytes());
        } catch (IOException | RuntimeException e) {
            close(file);
            throw e;
        }
        if (file.mode == OpenMode.CREATE) {
            file.mode = OpenMode.APPEND;
        }
        return descriptor;
    }

    /** Ends a use; the descriptor may be closed from now on. */
    public synchronized void release(OpenFile file) {
        if (file.descriptor != null) {
            idle.add(file);
        }
    }

    /** Closes the file's descriptor, if it is open. */
    public synchronized void close(OpenFile file) {
        SpillFile descriptor = file.descriptor;
        if (descriptor == null) {
            return;
        }
        idle.remove(file);
        file.descriptor = null;
        open--;
        try {
            descriptor.close();
        } catch (IOException | RuntimeException ignored) {
            // What was written has been checked by length, what was read by checksum: a failed
            // close loses nothing.
        }
    }

    /** The descriptors open now. */
    public synchronized int openCount() {
        return open;
    }

    private SpillFile openOrMakeRoom(OpenFile file) throws IOException {
        try {
            return fileSystem.open(file.path(), file.mode);
        } catch (IOException e) {
            // The rest of the process may have used up its descriptors: give back those that are
            // idle, once.
            if (idle.isEmpty() || isNoLackOfDescriptors(e)) {
                throw e;
            }
            while (closeLongestIdle()) {}
            return fileSystem.open(file.path(), file.mode);
        }
    }

    private static boolean isNoLackOfDescriptors(IOException e) {
        return e instanceof DiskFullException
                || e instanceof NoSuchFileException
                || e instanceof FileAlreadyExistsException;
    }

    private boolean closeLongestIdle() {
        Iterator<OpenFile> longestIdle = idle.iterator();
        if (!longestIdle.hasNext()) {
            return false;
        }
        close(longestIdle.next());
        return true;
    }
}
