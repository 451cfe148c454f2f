package io.plimsoll.memory;

import org.jspecify.annotations.Nullable;

/** Says that bytes were to be reserved and were not granted, who holds them and what to change. */
public class MemoryReservationException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with a message and its cause. */
    public MemoryReservationException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Creates the exception with a message. */
    public MemoryReservationException(String message) {
        super(message);
    }
}
