package io.plimsoll.cli.join;

import io.plimsoll.cli.column.RowFormat;
import io.plimsoll.cli.row.RowColumns;
import io.plimsoll.cli.row.RowSink;
import io.plimsoll.cli.row.RowSplitter;
import io.plimsoll.cli.row.RowTooLargeException;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.join.JoinInput;
import io.plimsoll.operators.join.row.RecordTooLargeException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Puts the rows of one side into a join. Not thread-safe. */
final class JoinSink implements RowSink {

    private static final byte CARRIAGE_RETURN = '\r';

    private final JoinInput input;
    private final SideColumns side;
    private final boolean csv;
    private final RowSplitter row;
    private final JoinKeys keys;
    private final JoinPayload payload;
    private final Buffers buffers;
    private final LongRow longRow;
    private final RowColumns none = new RowColumns();

    /**
     * Memory to work on a row, each as large as a block.
     *
     * @param payload what is made of a row
     * @param values of key columns that are quoted; null where rows are lines
     * @param row the row; null where rows are lines, which are worked on where they lie
     */
    record Buffers(
            MemorySegment payload, @Nullable MemorySegment values, @Nullable MemorySegment row) {

        /** How many buffers those of a format's rows are. */
        static int count(RowFormat format) {
            return format.csv() ? 3 : 1;
        }
    }

    JoinSink(
            JoinInput input,
            SideColumns side,
            RowFormat format,
            JoinPayload payload,
            Buffers buffers,
            LongRow longRow) {
        this.input = input;
        this.side = side;
        this.csv = format.csv();
        this.row = new RowSplitter(format);
        this.keys = new JoinKeys(side, buffers.values());
        this.payload = payload;
        this.buffers = buffers;
        this.longRow = longRow;
    }

    /** None: a row is looked at as a whole. */
    @Override
    public RowColumns columns() {
        return none;
    }

    @Override
    public void begin(long sequence) {}

    @Override
    public @Nullable String tryAdd(long address, int lengthBytes) throws IOException {
        int length = lengthBytes;
        if (!csv && length > 0 && RawMemory.getByte(address + length - 1) == CARRIAGE_RETURN) {
            length--;
        }
        return tryAddRow(address, length, buffers.payload().getAddress());
    }

    @Override
    public @Nullable String tryAdd(byte[] source, int lengthBytes) throws IOException {
        MemorySegment copy = buffers.row();
        if (copy == null) {
            throw new IllegalStateException("row of CSV (expected lines)");
        }
        RawMemory.copyFromArray(source, 0, copy.getAddress(), lengthBytes);
        return tryAddRow(copy.getAddress(), lengthBytes, buffers.payload().getAddress());
    }

    private @Nullable String tryAddRow(long address, int lengthBytes, long target)
            throws IOException {
        row.split(address, lengthBytes);
        String problem = problem();
        if (problem == null) {
            problem = keys.tryMake(row);
        }
        if (problem != null) {
            return problem;
        }
        payload.make(row, address, lengthBytes, target);
        try {
            if (keys.isNull()) {
                input.addNullKey(payload.address(), payload.lengthBytes());
            } else {
                input.add(
                        keys.bytes(),
                        0,
                        keys.lengthBytes(),
                        payload.address(),
                        payload.lengthBytes());
            }
            return null;
        } catch (RecordTooLargeException e) {
            return "row or key larger than "
                    + e.maxBytes()
                    + " bytes, a fixed part of the memory to join with (expected a larger --memory)";
        }
    }

    /** Rows of another width would shift the columns behind them. */
    private @Nullable String problem() {
        if (!payload.hasColumns() || row.count() == side.count()) {
            return null;
        }
        return row.count()
                + (row.count() == 1 ? " column" : " columns")
                + " (expected "
                + side.count()
                + ", as in the "
                + (side.names().isEmpty() ? "first row)" : "header)");
    }

    @Override
    public int maxLongColumnBytes() {
        return 0;
    }

    @Override
    public void open() {
        longRow.open();
    }

    @Override
    public void append(long address, int lengthBytes) throws RowTooLargeException {
        longRow.append(address, lengthBytes);
    }

    @Override
    public @Nullable String tryEnd() throws IOException {
        try {
            long address = longRow.address();
            int length = longRow.lengthBytes();
            if (!csv && length > 0 && RawMemory.getByte(address + length - 1) == CARRIAGE_RETURN) {
                length--;
            }
            return tryAddRow(address, length, address - LongRow.HEAD_BYTES);
        } finally {
            longRow.release();
        }
    }

    @Override
    public void drop() {
        longRow.release();
    }

    @Override
    public void pause() throws IOException {
        longRow.release();
        input.pause();
    }

    @Override
    public void close() throws IOException {
        longRow.release();
        input.close();
    }
}
