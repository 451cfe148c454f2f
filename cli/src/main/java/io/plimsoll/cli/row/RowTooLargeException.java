package io.plimsoll.cli.row;

import java.io.IOException;

/** There is no memory for so large a row. */
public final class RowTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Says which would do.
     *
     * @param maxBytes the largest row
     * @param part what that is a part of
     */
    public RowTooLargeException(long maxBytes, String part) {
        super("row larger than " + maxBytes + " bytes, " + part);
    }
}
