package io.plimsoll.spill.failure;

import org.jspecify.annotations.Nullable;

/**
 * Signals that the thread was interrupted while it waited for spilling. Its interrupt status is set
 * again. A writer fails for good, as a page may be lost; a reader can go on.
 */
public final class SpillInterruptedException extends SpillException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public SpillInterruptedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
