package io.plimsoll.spill;

import org.jspecify.annotations.Nullable;

/**
 * Signals a failure of the file system other than lack of room, or that the {@link IOManager} was
 * closed meanwhile.
 */
public final class SpillIOException extends SpillException {

    private static final long serialVersionUID = 1L;

    SpillIOException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    SpillException inCaller() {
        return new SpillIOException(text(), this);
    }
}
