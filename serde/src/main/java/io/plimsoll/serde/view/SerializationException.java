package io.plimsoll.serde.view;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Bytes that were read cannot have been written as what they are read as. */
public final class SerializationException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The position of a view that does not count its bytes. */
    public static final long UNKNOWN_POSITION = -1;

    private final long position;

    /**
     * Creates an exception.
     *
     * @param message what is wrong, as {@code name=value (expected ...)}
     * @param position the byte behind the wrong value, or {@link #UNKNOWN_POSITION}
     */
    public SerializationException(String message, long position) {
        this(message, position, null);
    }

    /**
     * Creates an exception for a value that its own class refused.
     *
     * @param message what is wrong, as {@code name=value (expected ...)}
     * @param position the byte behind the wrong value, or {@link #UNKNOWN_POSITION}
     * @param cause the refusal
     */
    public SerializationException(String message, long position, @Nullable Throwable cause) {
        super(
                position == UNKNOWN_POSITION ? message : message + ", before byte " + position,
                cause);
        this.position = position;
    }

    /** Returns the byte behind the wrong value, or {@link #UNKNOWN_POSITION}. */
    public long position() {
        return position;
    }
}
