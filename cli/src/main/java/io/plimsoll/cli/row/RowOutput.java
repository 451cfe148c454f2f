package io.plimsoll.cli.row;

import io.plimsoll.cli.column.RowFormat;
import io.plimsoll.cli.input.framing.ByteScanner;
import io.plimsoll.cli.output.BackgroundOutput;
import io.plimsoll.memory.access.RawMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes rows, column by column, in the format of the input. A value with delimiters, quotes or
 * line ends in it is quoted where rows are CSV; where they are lines there is none. For one thread.
 */
public final class RowOutput {

    private static final byte QUOTE = '"';
    private static final byte[] DOUBLED_QUOTE = {QUOTE, QUOTE};

    private final BackgroundOutput out;
    private final boolean csv;
    private final byte delimiter;
    private final byte[] lineEnd;
    private int columns;
    private boolean empty;
    private long rows;

    /**
     * @param lineEnd what ends a row
     */
    public RowOutput(BackgroundOutput out, RowFormat format, byte[] lineEnd) {
        this.out = out;
        this.csv = format.csv();
        this.delimiter = format.delimiter();
        this.lineEnd = lineEnd.clone();
    }

    /** How many rows were ended. */
    public long rows() {
        return rows;
    }

    /** Writes a column's value, quoted if need be. */
    public void column(long address, long lengthBytes) throws IOException {
        if (lengthBytes == 0) {
            empty();
            return;
        }
        startColumn();
        if (csv && needsQuotes(address, address + lengthBytes)) {
            out.write(QUOTE);
            piece(address, lengthBytes);
            out.write(QUOTE);
        } else {
            out.write(address, lengthBytes);
        }
    }

    /** Writes a column's value, quoted if need be. */
    public void column(byte[] value, int offset, int lengthBytes) throws IOException {
        if (lengthBytes == 0) {
            empty();
            return;
        }
        startColumn();
        if (csv && needsQuotes(value, offset, lengthBytes)) {
            out.write(QUOTE);
            piece(value, offset, lengthBytes);
            out.write(QUOTE);
        } else {
            out.write(value, offset, lengthBytes);
        }
    }

    /** Writes a column's value, quoted if need be. */
    public void column(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        column(bytes, 0, bytes.length);
    }

    /** Writes columns as they were read, with their quotes and delimiters. */
    public void written(long address, long lengthBytes) throws IOException {
        startColumn();
        out.write(address, lengthBytes);
    }

    /** Writes a column without a value. */
    public void empty() throws IOException {
        startColumn();
        empty = true;
    }

    /** Starts a value that comes in pieces, and is quoted where rows are CSV. */
    public void open() throws IOException {
        startColumn();
        if (csv) {
            out.write(QUOTE);
        }
    }

    /** A piece of the open value. */
    public void piece(byte[] value, int offset, int lengthBytes) throws IOException {
        int start = offset;
        for (int i = offset; csv && i < offset + lengthBytes; i++) {
            if (value[i] == QUOTE) {
                out.write(value, start, i - start);
                out.write(DOUBLED_QUOTE);
                start = i + 1;
            }
        }
        out.write(value, start, offset + lengthBytes - start);
    }

    /** Ends the open value. */
    public void end() throws IOException {
        if (csv) {
            out.write(QUOTE);
        }
    }

    /** Ends the row. */
    public void endRow() throws IOException {
        if (csv && empty && columns == 1) {
            // An empty line would be no row.
            out.write(DOUBLED_QUOTE);
        }
        out.write(lineEnd);
        columns = 0;
        rows++;
    }

    private void piece(long address, long lengthBytes) throws IOException {
        long end = address + lengthBytes;
        long start = address;
        for (long at = ByteScanner.find(start, end, QUOTE);
                at < end;
                at = ByteScanner.find(start, end, QUOTE)) {
            out.write(start, at - start);
            out.write(DOUBLED_QUOTE);
            start = at + 1;
        }
        out.write(start, end - start);
    }

    private void startColumn() throws IOException {
        if (columns > 0) {
            out.write(delimiter);
        }
        columns++;
        empty = false;
    }

    private boolean needsQuotes(long from, long end) {
        for (long at = from; at < end; at++) {
            if (isSpecial(RawMemory.getByte(at))) {
                return true;
            }
        }
        return false;
    }

    private boolean needsQuotes(byte[] value, int offset, int lengthBytes) {
        for (int i = offset; i < offset + lengthBytes; i++) {
            if (isSpecial(value[i])) {
                return true;
            }
        }
        return false;
    }

    private boolean isSpecial(byte value) {
        return value == delimiter || value == QUOTE || value == '\n' || value == '\r';
    }
}
