package io.plimsoll.index;

import java.io.IOException;
import java.nio.file.Path;

/** The index could not be written, for example because the disk is full. */
public final class IndexWriteException extends IndexException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;

    private IndexWriteException(Path file, IOException cause) {
        super(file + ": cannot be written: " + cause.getMessage(), cause);
        this.file = file;
    }

    /** The error to throw when writing that file failed so; a known one is passed on. */
    public static IndexException of(Path file, IOException failure) {
        return failure instanceof IndexException known
                ? known
                : new IndexWriteException(file, failure);
    }

    public Path file() {
        return file;
    }
}
