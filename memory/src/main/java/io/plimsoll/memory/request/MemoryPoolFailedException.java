package io.plimsoll.memory.request;

import org.jspecify.annotations.Nullable;

/**
 * Says that a pool was failed: to let a request of at least its priority go on, or because giving
 * memory back went wrong. It allocates no more; releasing and closing work as ever.
 */
public class MemoryPoolFailedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with a reason, and what was thrown if something was. */
    public MemoryPoolFailedException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
