package io.plimsoll.cli.job;

import org.jspecify.annotations.Nullable;

/**
 * What was read.
 *
 * @param bytes bytes read, uncompressed
 * @param rows rows read, without headers and malformed ones
 * @param skipped malformed rows left out
 * @param firstSkipped the first of those, as its user is told
 */
public record RowCounts(long bytes, long rows, long skipped, @Nullable String firstSkipped) {

    /** What the user should know of malformed rows; null if there were none. */
    public @Nullable String warning() {
        if (skipped == 0) {
            return null;
        }
        String rowsWord = skipped == 1 ? " malformed row: " : " malformed rows, the first: ";
        return "skipped " + skipped + rowsWord + firstSkipped;
    }
}
