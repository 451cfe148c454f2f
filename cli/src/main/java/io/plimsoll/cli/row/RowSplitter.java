package io.plimsoll.cli.row;

import io.plimsoll.cli.column.RowFormat;
import io.plimsoll.cli.input.framing.ByteScanner;
import io.plimsoll.memory.access.RawMemory;
import java.util.Arrays;

/**
 * Finds all columns of a row that lies in one piece, as they are written: quotes belong to them.
 * Not thread-safe.
 */
public final class RowSplitter {

    private static final byte QUOTE = '"';

    private final byte delimiter;
    private final boolean csv;
    private int[] ends = new int[16];
    private int count;
    private long row;

    /** Splits rows of a format. */
    public RowSplitter(RowFormat format) {
        this.delimiter = format.delimiter();
        this.csv = format.csv();
    }

    /** Looks at a row, without its line end; what is said afterwards is of this row. */
    public void split(long address, int lengthBytes) {
        row = address;
        count = 0;
        long end = address + lengthBytes;
        for (long start = address; start <= end; ) {
            long from = csv ? behindQuotes(start, end) : start;
            long columnEnd = ByteScanner.find(from, end, delimiter);
            if (count == ends.length) {
                ends = Arrays.copyOf(ends, 2 * count);
            }
            ends[count++] = (int) (columnEnd - address);
            start = columnEnd + 1;
        }
    }

    /** How many columns the row has: one at least. */
    public int count() {
        return count;
    }

    /** Where a column starts. */
    public long address(int column) {
        return column == 0 ? row : row + ends[column - 1] + 1;
    }

    /** How many bytes a column has. */
    public int lengthBytes(int column) {
        return (int) (row + ends[column] - address(column));
    }

    /** Whether a column is written in quotes. */
    public boolean isQuoted(int column) {
        return csv && lengthBytes(column) > 0 && RawMemory.getByte(address(column)) == QUOTE;
    }

    /**
     * Copies a column's value, without its quotes.
     *
     * @return how many bytes it has
     */
    public int copyUnquoted(int column, long target) {
        long at = address(column) + 1;
        long end = address(column) + lengthBytes(column);
        long to = target;
        for (; at < end; at++) {
            byte next = RawMemory.getByte(at);
            if (next == QUOTE) {
                at++;
                if (at >= end || RawMemory.getByte(at) != QUOTE) {
                    break;
                }
            }
            RawMemory.putByte(to++, next);
        }
        return (int) (to - target);
    }

    /** The address behind the quotes that start a column; its start if none do. */
    private static long behindQuotes(long start, long end) {
        if (start == end || RawMemory.getByte(start) != QUOTE) {
            return start;
        }
        long at = start + 1;
        while (at < end) {
            at = ByteScanner.find(at, end, QUOTE) + 1;
            if (at >= end || RawMemory.getByte(at) != QUOTE) {
                return Math.min(at, end);
            }
            at++;
        }
        return end;
    }
}
