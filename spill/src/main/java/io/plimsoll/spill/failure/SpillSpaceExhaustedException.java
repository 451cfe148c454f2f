package io.plimsoll.spill.failure;

import org.jspecify.annotations.Nullable;

/**
 * Signals that no spill directory has room: disks are full or quotas used up. The message lists
 * each directory.
 */
public sealed class SpillSpaceExhaustedException extends SpillException
        permits SpillQuotaExceededException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public SpillSpaceExhaustedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
