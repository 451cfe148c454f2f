package io.plimsoll.cli.row;

import io.plimsoll.cli.input.Block;
import io.plimsoll.cli.input.BlockQueue;
import io.plimsoll.operators.sort.SortWriter;
import java.io.IOException;

/** Puts a block's rows into a sorter. Not thread-safe. */
public sealed interface RowIngest permits LineRows, DelimitedRows, CsvRows {

    /** Adds all rows; up to the first malformed one if that is to be the end. */
    BlockRows add(Block block, SortWriter writer) throws IOException;

    /** Adds the row whose first part the block holds, and the rest of which the queue has. */
    BlockRows addLong(Block block, BlockQueue queue, SortWriter writer) throws IOException;
}
