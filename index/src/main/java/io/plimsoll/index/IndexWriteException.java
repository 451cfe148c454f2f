package io.plimsoll.index;

import java.io.IOException;
import java.nio.file.Path;

/** The index could not be written, for example because the disk is full. */
public final class IndexWriteException extends IndexException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;

    public IndexWriteException(Path file, IOException cause) {
        super(file + ": cannot be written: " + cause.getMessage(), cause);
        this.file = file;
    }

    public Path file() {
        return file;
    }
}
