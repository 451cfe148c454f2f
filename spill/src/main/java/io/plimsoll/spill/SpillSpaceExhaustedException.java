package io.plimsoll.spill;

import org.jspecify.annotations.Nullable;

/**
 * Signals that no spill directory has room: disks are full or quotas used up. The message lists
 * each directory.
 */
public final class SpillSpaceExhaustedException extends SpillException {

    private static final long serialVersionUID = 1L;

    SpillSpaceExhaustedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    SpillException inCaller() {
        return new SpillSpaceExhaustedException(text(), this);
    }
}
