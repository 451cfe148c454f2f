package io.plimsoll.cli.aggregate;

import io.plimsoll.cli.aggregate.calculation.Calculations;
import io.plimsoll.cli.row.RowColumns;
import io.plimsoll.cli.row.RowSink;
import io.plimsoll.operators.aggregate.AggregateWriter;
import io.plimsoll.operators.aggregate.GroupTooLargeException;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Adds rows to the states of their groups. Not thread-safe. */
final class AggregateSink implements RowSink {

    private final AggregateWriter writer;
    private final GroupKeys keys;
    private final Calculations calculations;
    private final RowColumns columns;
    private final int maxLongColumnBytes;
    private long sequence;

    /**
     * @param maxLongColumnBytes how many bytes the wanted columns of a row that fits in no block
     *     may have together
     */
    AggregateSink(
            AggregateWriter writer,
            List<GroupColumn> by,
            Calculations calculations,
            int maxLongColumnBytes) {
        this.writer = writer;
        this.keys = new GroupKeys(by);
        this.calculations = calculations;
        this.maxLongColumnBytes = maxLongColumnBytes;
        this.columns =
                new RowColumns(
                        IntStream.concat(
                                        by.stream().mapToInt(GroupColumn::index),
                                        calculations.columns().stream().mapToInt(i -> i))
                                .toArray());
        calculations.place(writer);
    }

    @Override
    public RowColumns columns() {
        return columns;
    }

    @Override
    public void begin(long blockSequence) {
        sequence = blockSequence;
    }

    @Override
    public @Nullable String tryAdd(long address, int lengthBytes) throws IOException {
        return tryAdd();
    }

    @Override
    public @Nullable String tryAdd(byte[] row, int lengthBytes) throws IOException {
        return tryAdd();
    }

    private @Nullable String tryAdd() throws IOException {
        // A row has a byte at least, its line end: no two have the same number.
        sequence++;
        String problem = calculations.tryRead(columns);
        if (problem == null) {
            problem = keys.tryMake(columns);
        }
        if (problem != null) {
            return problem;
        }
        try {
            long group = writer.group(keys.bytes(), 0, keys.lengthBytes());
            calculations.add(writer, group, sequence);
            return null;
        } catch (GroupTooLargeException e) {
            return "columns that are wanted have more than "
                    + e.maxBytes()
                    + " bytes (expected a larger --memory)";
        }
    }

    @Override
    public int maxLongColumnBytes() {
        return maxLongColumnBytes;
    }

    /** Of a row that comes in pieces only the wanted columns are looked at. */
    @Override
    public void open() {}

    @Override
    public void append(long address, int lengthBytes) {}

    @Override
    public @Nullable String tryEnd() throws IOException {
        return tryAdd();
    }

    @Override
    public void drop() {}

    @Override
    public void pause() {
        writer.pause();
    }

    @Override
    public void close() {
        writer.close();
    }
}
