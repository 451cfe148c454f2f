package io.plimsoll.cli.row;

import io.plimsoll.cli.input.Block;
import io.plimsoll.cli.input.BlockQueue;
import io.plimsoll.cli.input.framing.ByteScanner;
import io.plimsoll.operators.sort.SortWriter;
import java.io.IOException;

/** Rows that are lines, ordered as they are. */
public final class LineRows implements RowIngest {

    @Override
    public BlockRows add(Block block, SortWriter writer) throws IOException {
        long end = block.end();
        long rows = 0;
        for (long start = block.address(); start < end; rows++) {
            long newline = ByteScanner.find(start, end, (byte) '\n');
            writer.add(start, (int) (newline - start));
            start = newline + 1;
        }
        return new BlockRows(rows, rows, 0, null);
    }

    @Override
    public BlockRows addLong(Block block, BlockQueue queue, SortWriter writer) throws IOException {
        writer.open();
        writer.append(block.address(), (int) (block.end() - block.address()));
        boolean more = true;
        while (more) {
            more = queue.continuePart(block);
            writer.append(block.address(), (int) (block.end() - block.address()));
        }
        writer.end();
        return new BlockRows(1, 1, 0, null);
    }
}
