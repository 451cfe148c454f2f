package io.plimsoll.memory;

import org.jspecify.annotations.Nullable;

/** Says that pages were asked for and not granted, who holds them and what to change. */
public class MemoryAllocationException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Creates the exception without a message. */
    public MemoryAllocationException() {}

    /** Creates the exception with a message and its cause. */
    public MemoryAllocationException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Creates the exception with a message. */
    public MemoryAllocationException(@Nullable String message) {
        super(message);
    }

    /** Creates the exception with its cause. */
    public MemoryAllocationException(@Nullable Throwable cause) {
        super(cause);
    }
}
