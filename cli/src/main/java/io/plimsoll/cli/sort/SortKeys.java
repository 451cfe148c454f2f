package io.plimsoll.cli.sort;

import io.plimsoll.cli.column.ColumnKeys;
import io.plimsoll.cli.column.MalformedValue;
import io.plimsoll.cli.row.RowColumns;
import io.plimsoll.serde.key.KeySink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a row's key of its columns. Not thread-safe. */
final class SortKeys {

    private final List<KeyColumn> keys;
    private final RowColumns columns;
    private final ColumnKeys values = new ColumnKeys();
    private final KeySink sink = new KeySink();

    SortKeys(List<KeyColumn> keys) {
        this.keys = keys;
        this.columns = new RowColumns(keys.stream().mapToInt(KeyColumn::index).toArray());
    }

    /** The columns that keys are made of. */
    RowColumns columns() {
        return columns;
    }

    /** Makes the key, and says what is wrong with the row if it can't be made. */
    @Nullable String tryMake() {
        sink.clear();
        for (KeyColumn key : keys) {
            int start = sink.length();
            long address = columns.address(key.index());
            int length = columns.lengthBytes(key.index());
            if (!values.tryPut(sink, key.type(), address, length)) {
                return MalformedValue.problem(key.name(), key.type(), address, length);
            }
            if (key.descending()) {
                sink.invert(start);
            }
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
