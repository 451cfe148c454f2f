package io.plimsoll.spill.file;

import java.io.IOException;

/** Signals that a file system or a quota has no room for a write. */
public final class DiskFullException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception; {@code cause} is what the system reported. */
    public DiskFullException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Creates the exception for a limit that is not the system's. */
    public DiskFullException(String message) {
        super(message);
    }
}
