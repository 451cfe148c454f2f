package io.plimsoll.cli.row;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.MemorySegmentFactory;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wanted columns of a row that comes in parts. What is kept is bounded: the wanted columns of a
 * row that is longer than a block must be shorter than a page. Not thread-safe.
 */
final class KeptColumns implements AutoCloseable {

    private final RowColumns columns;
    private final int maxBytes;
    private final Map<Integer, ByteArrayOutputStream> values = new HashMap<>();
    private final MemorySegment text;
    private int keptBytes;

    /**
     * @param maxBytes how many bytes all of them may have together
     */
    KeptColumns(RowColumns columns, int maxBytes) {
        this.columns = columns;
        this.maxBytes = maxBytes;
        // Room for one byte more than may be kept, so that a key's own check can speak.
        this.text = MemorySegmentFactory.allocateUnpooledOffHeapMemory(maxBytes + 1);
        for (int i = 0; i < columns.count(); i++) {
            if (columns.isWanted(i)) {
                values.put(i, new ByteArrayOutputStream());
            }
        }
    }

    /** How many of a row's first columns must be looked at. */
    int count() {
        return columns.count();
    }

    boolean isWanted(int column) {
        return columns.isWanted(column);
    }

    /** Appends bytes to a column's value, if it is wanted. */
    void keep(int column, long from, long end) {
        ByteArrayOutputStream kept = values.get(column);
        int length = (int) Math.min(end - from, maxBytes + 1L - keptBytes);
        if (kept != null && length > 0) {
            byte[] bytes = new byte[length];
            RawMemory.copyToArray(from, bytes, 0, length);
            kept.write(bytes, 0, length);
            keptBytes += length;
        }
    }

    /**
     * Sets the columns' places, which hold until this is closed; and says what is wrong with the
     * row if they could not be kept.
     *
     * @param lineColumn the column whose value a carriage return at the end is no part of; -1 if
     *     there is none
     */
    @Nullable String trySetColumns(int lineColumn) {
        if (keptBytes > maxBytes) {
            return "key columns of a row longer than a block have more than " + maxBytes + " bytes";
        }
        columns.clear();
        long at = text.getAddress();
        for (Map.Entry<Integer, ByteArrayOutputStream> value : values.entrySet()) {
            byte[] bytes = value.getValue().toByteArray();
            int length = bytes.length;
            if (value.getKey() == lineColumn && length > 0 && bytes[length - 1] == '\r') {
                length--;
            }
            RawMemory.copyFromArray(bytes, 0, at, length);
            columns.set(value.getKey(), at, length);
            at += length;
        }
        return null;
    }

    @Override
    public void close() {
        text.free();
    }
}
