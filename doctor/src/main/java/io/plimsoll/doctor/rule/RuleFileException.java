package io.plimsoll.doctor.rule;

import java.io.IOException;

/** A file of rules is not understood; the message names file and line. */
public final class RuleFileException extends IOException {
    private static final long serialVersionUID = 1L;

    RuleFileException(String message) {
        super(message);
    }

    RuleFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
