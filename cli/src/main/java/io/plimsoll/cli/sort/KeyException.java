package io.plimsoll.cli.sort;

/**
 * A key that a user wrote is none, or none of the inputs' columns; the message says what would be.
 */
public final class KeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeyException(String problem) {
        super(problem);
    }
}
