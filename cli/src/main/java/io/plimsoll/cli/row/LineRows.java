package io.plimsoll.cli.row;

import io.plimsoll.cli.input.Block;
import io.plimsoll.cli.input.BlockQueue;
import io.plimsoll.cli.input.framing.ByteScanner;
import java.io.IOException;

/** Rows that are lines of which no column is wanted. */
final class LineRows implements RowReader {

    private final RowSink sink;
    private final boolean skipBadRows;

    LineRows(RowSink sink, boolean skipBadRows) {
        this.sink = sink;
        this.skipBadRows = skipBadRows;
    }

    @Override
    public BlockRows read(Block block) throws IOException {
        long end = block.end();
        long lines = 0;
        long skipped = 0;
        BlockRows.BadRow bad = null;
        for (long start = block.address(); start < end; lines++) {
            long newline = ByteScanner.find(start, end, (byte) '\n');
            String problem = sink.tryAdd(start, (int) (newline - start));
            if (problem != null) {
                bad = bad == null ? BlockRows.BadRow.skippable(lines, problem) : bad;
                skipped++;
                if (!skipBadRows) {
                    break;
                }
            }
            start = newline + 1;
        }
        return new BlockRows(lines - skipped, lines, skipped, bad);
    }

    @Override
    public BlockRows readLong(Block block, BlockQueue queue) throws IOException {
        sink.open();
        sink.append(block.address(), (int) (block.end() - block.address()));
        boolean more = true;
        while (more) {
            more = queue.continuePart(block);
            sink.append(block.address(), (int) (block.end() - block.address()));
        }
        return BlockRows.ofLine(sink.tryEnd());
    }
}
