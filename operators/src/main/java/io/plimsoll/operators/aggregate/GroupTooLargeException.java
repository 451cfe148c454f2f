package io.plimsoll.operators.aggregate;

import java.io.IOException;

/** A key, or one value of a group, is larger than the aggregator's memory allows. */
public final class GroupTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long maxBytes;

    GroupTooLargeException(long sizeBytes, long maxBytes) {
        super(
                "sizeBytes="
                        + sizeBytes
                        + " of a key with its value (expected at most "
                        + maxBytes
                        + "; give the aggregator more memory)");
        this.maxBytes = maxBytes;
    }

    /** The most that a key and one value of its group may have together, in bytes. */
    public long maxBytes() {
        return maxBytes;
    }
}
