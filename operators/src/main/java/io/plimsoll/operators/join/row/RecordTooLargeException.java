package io.plimsoll.operators.join.row;

import java.io.IOException;

/** A record is larger than the join's memory allows. */
public final class RecordTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long maxBytes;

    /** A record, or a key, that is larger than the most bytes it may have. */
    public RecordTooLargeException(String what, long maxBytes) {
        super(
                what
                        + " larger than "
                        + maxBytes
                        + " bytes (expected at most that: a fixed part of the join's memory or of a"
                        + " page; give the join more)");
        this.maxBytes = maxBytes;
    }

    /** The largest, in bytes, that the join takes. */
    public long maxBytes() {
        return maxBytes;
    }
}
