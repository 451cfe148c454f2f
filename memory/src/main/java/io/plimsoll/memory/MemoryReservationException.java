package io.plimsoll.memory;

import io.plimsoll.memory.request.MemoryDenial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says that bytes were to be reserved and were not granted, who holds them and what to change. */
public class MemoryReservationException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Null if there is no picture,: it was no pool that denied it. */
    private final transient @Nullable MemoryDenial denial;

    /** Creates the exception with a message and its cause. */
    public MemoryReservationException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
        denial = null;
    }

    /** Creates the exception with a message. */
    public MemoryReservationException(String message) {
        super(message);
        denial = null;
    }

    /** Creates the exception with the message of a denial. */
    public MemoryReservationException(MemoryDenial denial) {
        super(denial.message());
        this.denial = denial;
    }

    /**
     * Who holds the memory, who could give it back and what to do; empty if it was no pool that
     * denied it.
     */
    public Optional<MemoryDenial> denial() {
        return Optional.ofNullable(denial);
    }
}
