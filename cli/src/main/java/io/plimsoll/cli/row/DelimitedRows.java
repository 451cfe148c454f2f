package io.plimsoll.cli.row;

import io.plimsoll.cli.input.Block;
import io.plimsoll.cli.input.BlockQueue;
import io.plimsoll.cli.input.framing.ByteScanner;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.sort.SortWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are lines of columns with a delimiter between them. A carriage return at a line's end
 * belongs to the line but not to its last column.
 */
public final class DelimitedRows implements RowIngest {

    private static final byte NEWLINE = '\n';
    private static final byte CARRIAGE_RETURN = '\r';

    private final byte delimiter;
    private final RowKeys keys;
    private final boolean skipBadRows;

    public DelimitedRows(byte delimiter, RowKeys keys, boolean skipBadRows) {
        this.delimiter = delimiter;
        this.keys = keys;
        this.skipBadRows = skipBadRows;
    }

    @Override
    public BlockRows add(Block block, SortWriter writer) throws IOException {
        long end = block.end();
        long lines = 0;
        long skipped = 0;
        BlockRows.BadRow bad = null;
        for (long start = block.address(); start < end; lines++) {
            long newline = ByteScanner.find(start, end, NEWLINE);
            String problem = makeKey(start, newline);
            if (problem == null) {
                writer.add(keys.bytes(), keys.lengthBytes(), start, (int) (newline - start));
            } else {
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
    public BlockRows addLong(Block block, BlockQueue queue, SortWriter writer) throws IOException {
        writer.openBehindKey();
        try (KeptColumns kept = new KeptColumns(keys, writer.maxKeyBehindBytes())) {
            LongLine line = new LongLine(delimiter, kept);
            boolean more = true;
            takePart(block, line, writer);
            while (more) {
                more = queue.continuePart(block);
                takePart(block, line, writer);
            }
            String problem = line.tryMakeKey();
            if (problem != null) {
                writer.dropOpen();
                return new BlockRows(0, 1, 1, BlockRows.BadRow.skippable(0, problem));
            }
            writer.endBehindKey(keys.bytes(), keys.lengthBytes());
            return new BlockRows(1, 1, 0, null);
        }
    }

    private static void takePart(Block block, LongLine line, SortWriter writer) throws IOException {
        line.take(block.address(), block.end());
        writer.append(block.address(), (int) (block.end() - block.address()));
    }

    private @Nullable String makeKey(long start, long lineEnd) {
        keys.clear();
        long end = lineEnd;
        if (end > start && RawMemory.getByte(end - 1) == CARRIAGE_RETURN) {
            end--;
        }
        long columnStart = start;
        for (int column = 0; column < keys.columnsWanted() && columnStart <= end; column++) {
            long columnEnd = ByteScanner.find(columnStart, end, delimiter);
            keys.set(column, columnStart, (int) (columnEnd - columnStart));
            columnStart = columnEnd + 1;
        }
        return keys.tryMake();
    }
}
