package io.plimsoll.cli.input.framing;

/** Looks for the end of one record, which may come in parts. Not thread-safe. */
public interface RecordScan {

    /** What {@link #find} says when the record goes on behind the bytes given. */
    long NONE = -1;

    /**
     * Looks at the next bytes.
     *
     * @return the record's end, behind its line end: from {@code from} to {@code end}; or {@link
     *     #NONE}
     */
    long find(long from, long end);
}
