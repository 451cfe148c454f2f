package io.plimsoll.cli.row;

import io.plimsoll.cli.input.Block;
import io.plimsoll.cli.input.BlockQueue;
import io.plimsoll.cli.input.framing.ByteScanner;
import io.plimsoll.memory.access.RawMemory;
import java.io.IOException;

/**
 * Rows that are lines of columns with a delimiter between them. A carriage return at a line's end
 * belongs to the line but not to its last column.
 */
final class DelimitedRows implements RowReader {

    private static final byte NEWLINE = '\n';
    private static final byte CARRIAGE_RETURN = '\r';

    private final byte delimiter;
    private final RowSink sink;
    private final RowColumns columns;
    private final boolean skipBadRows;

    DelimitedRows(byte delimiter, RowSink sink, boolean skipBadRows) {
        this.delimiter = delimiter;
        this.sink = sink;
        this.columns = sink.columns();
        this.skipBadRows = skipBadRows;
    }

    @Override
    public BlockRows read(Block block) throws IOException {
        long end = block.end();
        long lines = 0;
        long skipped = 0;
        BlockRows.BadRow bad = null;
        for (long start = block.address(); start < end; lines++) {
            long newline = ByteScanner.find(start, end, NEWLINE);
            findColumns(start, newline);
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
        try (KeptColumns kept = new KeptColumns(columns, sink.maxLongColumnBytes())) {
            LongLine line = new LongLine(delimiter, kept);
            boolean more = true;
            takePart(block, line);
            while (more) {
                more = queue.continuePart(block);
                takePart(block, line);
            }
            String problem = line.trySetColumns();
            if (problem != null) {
                sink.drop();
                return BlockRows.ofLine(problem);
            }
            return BlockRows.ofLine(sink.tryEnd());
        }
    }

    private void takePart(Block block, LongLine line) throws IOException {
        line.take(block.address(), block.end());
        sink.append(block.address(), (int) (block.end() - block.address()));
    }

    private void findColumns(long start, long lineEnd) {
        columns.clear();
        long end = lineEnd;
        if (end > start && RawMemory.getByte(end - 1) == CARRIAGE_RETURN) {
            end--;
        }
        long columnStart = start;
        for (int column = 0; column < columns.count() && columnStart <= end; column++) {
            long columnEnd = ByteScanner.find(columnStart, end, delimiter);
            columns.set(column, columnStart, (int) (columnEnd - columnStart));
            columnStart = columnEnd + 1;
        }
    }
}
