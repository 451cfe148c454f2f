package io.plimsoll.cli.sort;

import io.plimsoll.cli.input.ByteScanner;
import io.plimsoll.memory.MemorySegment;
import io.plimsoll.memory.MemorySegmentFactory;
import io.plimsoll.memory.access.RawMemory;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the key columns of a row that comes in parts. What it keeps is bounded: the columns of a
 * row that is longer than a block must be shorter than a page. Not thread-safe.
 */
final class LongRowColumns implements AutoCloseable {

    private final byte delimiter;
    private final RowKeys keys;
    private final int maxBytes;
    private final List<ByteArrayOutputStream> columns = new ArrayList<>();
    private final MemorySegment text;
    private int column;
    private int keptBytes;

    LongRowColumns(byte delimiter, RowKeys keys, int maxBytes) {
        this.delimiter = delimiter;
        this.keys = keys;
        this.maxBytes = maxBytes;
        // Room for one column more than fits in a key, so that the key's own check can speak.
        this.text = MemorySegmentFactory.allocateUnpooledOffHeapMemory(maxBytes + 1);
        for (int i = 0; i < keys.columnsWanted(); i++) {
            columns.add(new ByteArrayOutputStream(0));
        }
    }

    /** Looks at the next part of the row. */
    void take(long from, long end) {
        long at = from;
        while (at < end && column < keys.columnsWanted()) {
            long columnEnd = ByteScanner.find(at, end, delimiter);
            if (keys.isWanted(column)) {
                keep(at, columnEnd);
            }
            if (columnEnd < end) {
                column++;
            }
            at = columnEnd + 1;
        }
    }

    /** Makes the row's key, and says what is wrong with the row if it can't be made. */
    @Nullable String tryMakeKey() {
        if (keptBytes > maxBytes) {
            return "key columns of a row longer than a block have more than " + maxBytes + " bytes";
        }
        keys.clear();
        long at = text.getAddress();
        for (int i = 0; i < columns.size(); i++) {
            byte[] bytes = columns.get(i).toByteArray();
            int length = bytes.length;
            boolean lastColumn = i == column;
            if (lastColumn && length > 0 && bytes[length - 1] == '\r') {
                length--;
            }
            RawMemory.copyFromArray(bytes, 0, at, length);
            keys.set(i, at, length);
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

    private void keep(long from, long end) {
        int length = (int) Math.min(end - from, maxBytes + 1L - keptBytes);
        if (length > 0) {
            byte[] bytes = new byte[length];
            RawMemory.copyToArray(from, bytes, 0, length);
            columns.get(column).write(bytes, 0, length);
            keptBytes += length;
        }
    }
}
