package io.plimsoll.doctor.rest;

import java.io.IOException;

/** A server that did not answer as it should; the message says what to look at. */
public final class RestException extends IOException {

    private static final long serialVersionUID = 1;

    /** Failed before there was an answer. */
    private static final int NO_STATUS = 0;

    private final int status;

    /**
     * Says what a server answered instead.
     *
     * @param status the status of the answer
     */
    RestException(String message, int status) {
        super(message);
        this.status = status;
    }

    /** Says why there is no answer that can be used. */
    public RestException(String message, Throwable cause) {
        super(message, cause);
        this.status = NO_STATUS;
    }

    /** Returns whether the server answered, but not with what was asked for. */
    public boolean isAnswer() {
        return status != NO_STATUS;
    }
}
