package io.plimsoll.index;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The index could not be written, for example because the disk is full. */
public final class IndexWriteException extends IndexException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;

    private IndexWriteException(Path file, IOException cause) {
        super(file + ": cannot be written: " + reason(cause), cause);
        this.file = file;
    }

    private static @Nullable String reason(IOException cause) {
        return switch (cause) {
            case AccessDeniedException _ -> "permission denied";
            // Its message is mostly the name.
            case FileSystemException failure when failure.getReason() != null ->
                    failure.getReason();
            default -> cause.getMessage();
        };
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
