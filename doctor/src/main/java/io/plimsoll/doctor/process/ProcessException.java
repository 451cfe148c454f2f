package io.plimsoll.doctor.process;

import java.io.IOException;

/** A process that can't be looked at, with the reason and what to do. */
public final class ProcessException extends IOException {

    private static final long serialVersionUID = 1;

    /** Says why. */
    public ProcessException(String message) {
        super(message);
    }
}
