package io.plimsoll.cli.output;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Output can't be written; the message names it and says why. */
public sealed class OutputException extends IOException permits ClosedPipeException {

    private static final long serialVersionUID = 1L;

    OutputException(String outputName, String problem, @Nullable Throwable cause) {
        super(outputName + ": " + problem, cause);
    }
}
