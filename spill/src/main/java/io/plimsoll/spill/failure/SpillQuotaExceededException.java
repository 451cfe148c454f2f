package io.plimsoll.spill.failure;

import org.jspecify.annotations.Nullable;

/**
 * Signals that quotas leave no room for a write, though the disks would. The message lists each
 * directory.
 */
public final class SpillQuotaExceededException extends SpillSpaceExhaustedException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public SpillQuotaExceededException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
