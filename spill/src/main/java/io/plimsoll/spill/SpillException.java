package io.plimsoll.spill;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Signals that pages could not be spilled or read back. The kinds are closed: no room, corruption,
 * any other failure of the file system, interruption.
 */
public abstract sealed class SpillException extends IOException
        permits SpillSpaceExhaustedException,
                SpillCorruptionException,
                SpillIOException,
                SpillInterruptedException {

    private static final long serialVersionUID = 1L;

    SpillException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * The same failure with the stack of the calling thread, this one being its cause: I/O threads
     * meet failures, the users of writers and readers get them.
     */
    abstract SpillException inCaller();

    /** The message, which is never missing here. */
    final String text() {
        return String.valueOf(getMessage());
    }
}
