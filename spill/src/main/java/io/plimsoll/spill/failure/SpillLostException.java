package io.plimsoll.spill.failure;

import org.jspecify.annotations.Nullable;

/**
 * Signals that a spill file is gone: its directory was deleted, unmounted or its disk taken away.
 * What it held is lost.
 */
public final class SpillLostException extends SpillIOException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public SpillLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
