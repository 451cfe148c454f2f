package io.plimsoll.cli.column;

/**
 * What a user wrote of a column is none, or none of the inputs' columns; the message says what
 * would be.
 */
public final class ColumnException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong, and what would be right. */
    public ColumnException(String problem) {
        super(problem);
    }
}
