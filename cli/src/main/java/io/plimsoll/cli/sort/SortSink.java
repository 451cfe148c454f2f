package io.plimsoll.cli.sort;

import io.plimsoll.cli.row.RowColumns;
import io.plimsoll.cli.row.RowSink;
import io.plimsoll.cli.row.RowTooLargeException;
import io.plimsoll.operators.sort.RecordTooLargeException;
import io.plimsoll.operators.sort.SortWriter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts rows into a sorter. Not thread-safe. */
final class SortSink implements RowSink {

    private final SortWriter writer;
    private final SortKeys keys;
    private final boolean keyed;

    /**
     * @param keyed whether rows are ordered by keys, not as they are
     */
    SortSink(SortWriter writer, List<KeyColumn> keys, boolean keyed) {
        this.writer = writer;
        this.keys = new SortKeys(keys);
        this.keyed = keyed;
    }

    @Override
    public RowColumns columns() {
        return keys.columns();
    }

    @Override
    public void begin(long sequence) {
        writer.setSequence(sequence);
    }

    @Override
    public @Nullable String tryAdd(long address, int lengthBytes) throws IOException {
        if (!keyed) {
            writer.add(address, lengthBytes);
            return null;
        }
        String problem = keys.tryMake();
        if (problem == null) {
            writer.add(keys.bytes(), keys.lengthBytes(), address, lengthBytes);
        }
        return problem;
    }

    @Override
    public @Nullable String tryAdd(byte[] row, int lengthBytes) throws IOException {
        if (!keyed) {
            writer.add(row, 0, lengthBytes);
            return null;
        }
        String problem = keys.tryMake();
        if (problem == null) {
            writer.add(keys.bytes(), keys.lengthBytes(), row, 0, lengthBytes);
        }
        return problem;
    }

    @Override
    public int maxLongColumnBytes() {
        return writer.maxKeyBehindBytes();
    }

    @Override
    public void open() throws IOException {
        if (keyed) {
            writer.openBehindKey();
        } else {
            writer.open();
        }
    }

    @Override
    public void append(long address, int lengthBytes) throws IOException {
        try {
            writer.append(address, lengthBytes);
        } catch (RecordTooLargeException e) {
            throw tooLarge(e);
        }
    }

    @Override
    public @Nullable String tryEnd() throws IOException {
        try {
            return tryEndRecord();
        } catch (RecordTooLargeException e) {
            throw tooLarge(e);
        }
    }

    private @Nullable String tryEndRecord() throws IOException {
        if (!keyed) {
            writer.end();
            return null;
        }
        String problem = keys.tryMake();
        if (problem == null && keys.lengthBytes() > writer.maxKeyBehindBytes()) {
            problem =
                    "key of a row longer than a block has more than "
                            + writer.maxKeyBehindBytes()
                            + " bytes";
        }
        if (problem == null) {
            writer.endBehindKey(keys.bytes(), keys.lengthBytes());
        } else {
            writer.dropOpen();
        }
        return problem;
    }

    @Override
    public void drop() {
        writer.dropOpen();
    }

    @Override
    public void pause() {
        writer.pause();
    }

    @Override
    public void close() {
        writer.close();
    }

    private static RowTooLargeException tooLarge(RecordTooLargeException cause) {
        return new RowTooLargeException(cause.maxBytes(), "half of the memory to sort with");
    }
}
