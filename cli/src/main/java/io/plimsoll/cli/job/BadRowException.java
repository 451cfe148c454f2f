package io.plimsoll.cli.job;

import java.io.IOException;

/** A row is malformed; the message names its file, its line and the value. */
public final class BadRowException extends IOException {

    private static final long serialVersionUID = 1L;

    BadRowException(String problem) {
        super(problem);
    }
}
