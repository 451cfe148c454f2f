package io.plimsoll.cli.input.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An input can't be used; the message names it and says why. */
public final class InputException extends IOException {

    private static final long serialVersionUID = 1L;

    public InputException(String inputName, String problem, @Nullable Throwable cause) {
        super(inputName + ": " + problem, cause);
    }
}
