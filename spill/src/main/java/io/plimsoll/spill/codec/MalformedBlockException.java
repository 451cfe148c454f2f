package io.plimsoll.spill.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Signals that packed bytes are not what a codec made of so many bytes. */
public final class MalformedBlockException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedBlockException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
