package io.plimsoll.cli.row;

import io.plimsoll.cli.column.RowFormat;
import io.plimsoll.cli.input.Block;
import io.plimsoll.cli.input.BlockQueue;
import io.plimsoll.memory.MemoryReservationException;
import java.io.IOException;

/** Cuts a block into rows and their columns, for a {@link RowSink}. Not thread-safe. */
public sealed interface RowReader permits LineRows, DelimitedRows, CsvRows {

    /**
     * A reader of a format's rows.
     *
     * @param skipBadRows whether to go on behind a malformed row
     * @param blocks gives it the memory that it needs
     */
    static RowReader of(RowFormat format, RowSink sink, boolean skipBadRows, BlockQueue blocks)
            throws MemoryReservationException {
        if (format.csv()) {
            return new CsvRows(format.delimiter(), sink, skipBadRows, blocks.newBuffer());
        }
        return sink.columns().count() == 0
                ? new LineRows(sink, skipBadRows)
                : new DelimitedRows(format.delimiter(), sink, skipBadRows);
    }

    /**
     * How many buffers as large as a block a reader of a format's rows needs, its block among them.
     */
    static int buffers(RowFormat format) {
        return format.csv() ? 2 : 1;
    }

    /** Hands on all rows; up to the first malformed one if that is to be the end. */
    BlockRows read(Block block) throws IOException;

    /** Hands on the row whose first part the block holds, and the rest of which the queue has. */
    BlockRows readLong(Block block, BlockQueue queue) throws IOException;
}
