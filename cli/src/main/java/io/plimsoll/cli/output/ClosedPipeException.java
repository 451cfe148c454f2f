package io.plimsoll.cli.output;

import java.io.IOException;

/** Whoever read the output has had enough of it, as {@code head} has after some lines. */
public final class ClosedPipeException extends OutputException {

    private static final long serialVersionUID = 1L;

    ClosedPipeException(String outputName, IOException cause) {
        super(outputName, "closed by its reader", cause);
    }
}
