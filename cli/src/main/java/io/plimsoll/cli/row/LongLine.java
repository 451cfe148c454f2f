package io.plimsoll.cli.row;

import io.plimsoll.cli.input.framing.ByteScanner;
import org.jspecify.annotations.Nullable;

/** Finds the wanted columns of a line that comes in parts. Not thread-safe. */
final class LongLine {

    private final byte delimiter;
    private final KeptColumns kept;
    private int column;

    LongLine(byte delimiter, KeptColumns kept) {
        this.delimiter = delimiter;
        this.kept = kept;
    }

    /** Looks at the next part of the line. */
    void take(long from, long end) {
        long at = from;
        while (at < end && column < kept.count()) {
            long columnEnd = ByteScanner.find(at, end, delimiter);
            kept.keep(column, at, columnEnd);
            if (columnEnd < end) {
                column++;
            }
            at = columnEnd + 1;
        }
    }

    /** Sets the columns' places, and says what is wrong with the line if they can't be kept. */
    @Nullable String trySetColumns() {
        return kept.trySetColumns(column);
    }
}
