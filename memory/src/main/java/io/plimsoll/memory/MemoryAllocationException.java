package io.plimsoll.memory;

import io.plimsoll.memory.request.MemoryDenial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says that pages were asked for and not granted, who holds them and what to change. */
public class MemoryAllocationException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Null if there is no picture,: it was no pool that denied it. */
    private final transient @Nullable MemoryDenial denial;

    /** Creates the exception without a message. */
    public MemoryAllocationException() {
        denial = null;
    }

    /** Creates the exception with a message and its cause; if that has a denial, with it. */
    public MemoryAllocationException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
        denial = cause instanceof MemoryAllocationException denied ? denied.denial : null;
    }

    /** Creates the exception with a message. */
    public MemoryAllocationException(@Nullable String message) {
        super(message);
        denial = null;
    }

    /** Creates the exception with its cause. */
    public MemoryAllocationException(@Nullable Throwable cause) {
        super(cause);
        denial = null;
    }

    /** Creates the exception with the message of a denial. */
    public MemoryAllocationException(MemoryDenial denial) {
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
