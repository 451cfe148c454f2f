package io.plimsoll.memory;

/** Says that bytes were to be reserved and were not granted, who holds them and what to change. */
public class MemoryReservationException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with a message. */
    public MemoryReservationException(String message) {
        super(message);
    }
}
