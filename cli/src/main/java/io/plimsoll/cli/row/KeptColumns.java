package io.plimsoll.cli.row;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.MemorySegmentFactory;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The key columns of a row that comes in parts. What is kept is bounded: the key columns of a row
 * that is longer than a block must be shorter than a page. Not thread-safe.
 */
final class KeptColumns implements AutoCloseable {

    private final RowKeys keys;
    private final int maxBytes;
    private final Map<Integer, ByteArrayOutputStream> columns = new HashMap<>();
    private final MemorySegment text;
    private int keptBytes;

    /**
     * @param maxBytes the longest key
     */
    KeptColumns(RowKeys keys, int maxBytes) {
        this.keys = keys;
        this.maxBytes = maxBytes;
        // Room for one byte more than fits in a key, so that the key's own check can speak.
        this.text = MemorySegmentFactory.allocateUnpooledOffHeapMemory(maxBytes + 1);
        for (int i = 0; i < keys.columnsWanted(); i++) {
            if (keys.isWanted(i)) {
                columns.put(i, new ByteArrayOutputStream());
            }
        }
    }

    /** How many of a row's first columns must be looked at. */
    int columnsWanted() {
        return keys.columnsWanted();
    }

    boolean isWanted(int column) {
        return columns.containsKey(column);
    }

    /** Appends bytes to a column's value, if it is wanted. */
    void keep(int column, long from, long end) {
        ByteArrayOutputStream kept = columns.get(column);
        int length = (int) Math.min(end - from, maxBytes + 1L - keptBytes);
        if (kept != null && length > 0) {
            byte[] bytes = new byte[length];
            RawMemory.copyToArray(from, bytes, 0, length);
            kept.write(bytes, 0, length);
            keptBytes += length;
        }
    }

    /**
     * Makes the row's key, and says what is wrong with the row if it can't be made.
     *
     * @param lineColumn the column whose value a carriage return at the end is no part of; -1 if
     *     there is none
     */
    @Nullable String tryMakeKey(int lineColumn) {
        if (keptBytes > maxBytes) {
            return "key columns of a row longer than a block have more than " + maxBytes + " bytes";
        }
        keys.clear();
        long at = text.getAddress();
        for (Map.Entry<Integer, ByteArrayOutputStream> column : columns.entrySet()) {
            byte[] bytes = column.getValue().toByteArray();
            int length = bytes.length;
            if (column.getKey() == lineColumn && length > 0 && bytes[length - 1] == '\r') {
                length--;
            }
            RawMemory.copyFromArray(bytes, 0, at, length);
            keys.set(column.getKey(), at, length);
            at += length;
        }
        String problem = keys.tryMake();
        if (problem == null && keys.lengthBytes() > maxBytes) {
            return "key of a row longer than a block has more than " + maxBytes + " bytes";
        }
        return problem;
    }

    @Override
    public void close() {
        text.free();
    }
}
