package io.plimsoll.cli.aggregate;

import io.plimsoll.cli.column.ColumnKeys;
import io.plimsoll.cli.column.ColumnType;
import io.plimsoll.cli.column.MalformedValue;
import io.plimsoll.cli.row.RowColumns;
import io.plimsoll.serde.key.KeySink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a row's key of the columns by which rows are grouped. The order of keys is that of the
 * columns' values, empty ones first.
 *
 * <pre>
 *   string    the bytes, escaped, and an end; at the key's end just the bytes
 *   number    0 and eight zeros: none; or 1 and eight bytes
 * </pre>
 *
 * <p>Not thread-safe.
 */
final class GroupKeys {

    /** What a number takes. */
    static final int NUMBER_BYTES = 1 + Long.BYTES;

    private final List<GroupColumn> columns;
    private final ColumnKeys values = new ColumnKeys();
    private final KeySink sink = new KeySink();

    GroupKeys(List<GroupColumn> columns) {
        this.columns = columns;
    }

    /** How many bytes each key has; 0 if that differs. */
    static int fixedBytes(List<GroupColumn> columns) {
        boolean fixed = columns.stream().allMatch(column -> column.type() != ColumnType.STRING);
        // A group of all rows has a key, too.
        return fixed ? Math.max(1, columns.size() * NUMBER_BYTES) : 0;
    }

    /** Makes the key, and says what is wrong with the row if it can't be made. */
    @Nullable String tryMake(RowColumns row) {
        sink.clear();
        int last = columns.size() - 1;
        for (int i = 0; i <= last; i++) {
            GroupColumn column = columns.get(i);
            long address = row.address(column.index());
            int length = row.lengthBytes(column.index());
            if (column.type() == ColumnType.STRING) {
                if (i == last) {
                    sink.putBytes(address, length);
                } else {
                    values.tryPut(sink, ColumnType.STRING, address, length);
                }
            } else if (length == 0) {
                sink.putByte(0);
                sink.putLong(0);
            } else {
                sink.putByte(1);
                if (!values.tryPut(sink, column.type(), address, length)) {
                    return MalformedValue.problem(column.name(), column.type(), address, length);
                }
            }
        }
        if (last < 0) {
            sink.putByte(0);
        }
        return null;
    }

    /** The key that was made. */
    byte[] bytes() {
        return sink.array();
    }

    int lengthBytes() {
        return sink.length();
    }
}
