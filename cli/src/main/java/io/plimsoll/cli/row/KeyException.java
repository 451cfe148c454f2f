package io.plimsoll.cli.row;

/**
 * A key that a user wrote is none, or none of the inputs' columns; the message says what would be.
 */
public final class KeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong, and what would be right. */
    public KeyException(String problem) {
        super(problem);
    }
}
