package io.plimsoll.cli.join;

import io.plimsoll.cli.column.ColumnKeys;
import io.plimsoll.cli.column.ColumnType;
import io.plimsoll.cli.column.MalformedValue;
import io.plimsoll.cli.row.RowSplitter;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.serde.key.KeySink;
import org.jspecify.annotations.Nullable;

/**
 * Makes a row's key of its key columns: keys are equal where all values are. A row of which one is
 * empty has none. Not thread-safe.
 */
final class JoinKeys {

    /** What a row's key columns may have together: a key fits in a page, and in front of a row. */
    static final int MAX_TEXT_BYTES = 24 * 1024;

    private final SideColumns side;
    private final @Nullable MemorySegment unquoted;
    private final ColumnKeys values = new ColumnKeys();
    private final KeySink sink = new KeySink();
    private boolean isNull;

    /**
     * @param unquoted memory for a value without its quotes; null where there are none
     */
    JoinKeys(SideColumns side, @Nullable MemorySegment unquoted) {
        this.side = side;
        this.unquoted = unquoted;
    }

    /** Makes the key, and says what is wrong with the row if it can't be made. */
    @Nullable String tryMake(RowSplitter row) {
        sink.clear();
        isNull = false;
        int textBytes = 0;
        for (int i = 0; i < side.keys().size(); i++) {
            int column = side.keys().get(i);
            int written = column < row.count() ? row.lengthBytes(column) : 0;
            textBytes += written;
            if (textBytes > MAX_TEXT_BYTES) {
                return "key columns have more than " + MAX_TEXT_BYTES + " bytes";
            }
            String problem = written == 0 ? null : tryPut(row, i, column);
            if (problem != null) {
                return problem;
            }
            isNull |= written == 0;
        }
        return null;
    }

    private @Nullable String tryPut(RowSplitter row, int key, int column) {
        long address = row.address(column);
        int length = row.lengthBytes(column);
        if (row.isQuoted(column) && unquoted != null) {
            length = row.copyUnquoted(column, unquoted.getAddress());
            address = unquoted.getAddress();
        }
        if (length == 0) {
            isNull = true;
            return null;
        }
        ColumnType type = side.types().get(key);
        if (values.tryPut(sink, type, address, length)) {
            return null;
        }
        return MalformedValue.problem(name(column), type, address, length);
    }

    private String name(int column) {
        return side.names().isEmpty() ? String.valueOf(column + 1) : side.names().get(column);
    }

    /** Whether the row has no key. */
    boolean isNull() {
        return isNull;
    }

    /** The key that was made. */
    byte[] bytes() {
        return sink.array();
    }

    int lengthBytes() {
        return sink.length();
    }
}
