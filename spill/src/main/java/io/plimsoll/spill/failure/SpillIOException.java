package io.plimsoll.spill.failure;

import org.jspecify.annotations.Nullable;

/**
 * Signals a failure of the file system other than lack of room, or that the manager was closed
 * meanwhile.
 */
public sealed class SpillIOException extends SpillException permits SpillLostException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public SpillIOException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
