package io.plimsoll.operators.sort;

import java.io.IOException;

/** A record is larger than the sorter's memory allows. */
public final class RecordTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long maxBytes;

    RecordTooLargeException(long maxBytes) {
        super(
                "record larger than maxRecordBytes="
                        + maxBytes
                        + " (expected at most half of the sorter's memory; give the sorter more)");
        this.maxBytes = maxBytes;
    }

    /** The largest record, in bytes, that the sorter takes. */
    public long maxBytes() {
        return maxBytes;
    }
}
