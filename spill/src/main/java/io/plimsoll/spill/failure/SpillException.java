package io.plimsoll.spill.failure;

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
}
