package io.plimsoll.spill.file;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The file operations that spilling needs. {@link LocalFileSystem} is the one for real disks;
 * another one can inject faults, count or encrypt.
 *
 * <p>Thread rule: any thread, concurrently.
 */
public interface SpillFileSystem {

    /**
     * Opens a file.
     *
     * @throws IOException if the file cannot be opened, or exists although it is to be created;
     *     nothing stays open then
     */
    SpillFile open(Path path, OpenMode mode) throws IOException;

    /** Deletes a file; does nothing if there is none. */
    void deleteIfExists(Path path) throws IOException;

    /** The bytes that this process may still write below {@code directory}; -1 when unknown. */
    long usableBytes(Path directory);

    /** What a file is opened for. */
    enum OpenMode {
        /** Writing into a new file; fails if it exists. */
        CREATE,
        /** Writing on into an existing file. */
        APPEND,
        /** Reading an existing file. */
        READ
    }
}
