package io.plimsoll.cli.aggregate;

import io.plimsoll.cli.column.ColumnType;
import io.plimsoll.cli.row.RowOutput;
import io.plimsoll.memory.access.RawMemory;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Writes keys that {@link GroupKeys} made as the columns that they were made of. Not thread-safe.
 */
final class GroupKeyText {

    private static final byte END = 0;
    private static final byte ESCAPE = 1;

    private final List<GroupColumn> columns;
    private byte[] text = new byte[256];

    GroupKeyText(List<GroupColumn> columns) {
        this.columns = columns;
    }

    /** Writes a key's columns. */
    void write(long key, int keyBytes, RowOutput out) throws IOException {
        long at = key;
        int last = columns.size() - 1;
        for (int i = 0; i <= last; i++) {
            ColumnType type = columns.get(i).type();
            if (type != ColumnType.STRING) {
                writeNumber(at, type, out);
                at += GroupKeys.NUMBER_BYTES;
            } else if (i == last) {
                out.column(at, key + keyBytes - at);
            } else {
                at = writeText(at, out);
            }
        }
    }

    private static void writeNumber(long at, ColumnType type, RowOutput out) throws IOException {
        if (RawMemory.getByte(at) == 0) {
            out.empty();
            return;
        }
        long bits = RawMemory.getLongBigEndian(at + 1) ^ Long.MIN_VALUE;
        if (type == ColumnType.LONG) {
            out.column(Long.toString(bits));
        } else {
            // Negative numbers have all their bits inverted in a key, others just the sign.
            long raw = bits < 0 ? ~(bits ^ Long.MIN_VALUE) : bits;
            out.column(Double.toString(Double.longBitsToDouble(raw)));
        }
    }

    /** Writes a text without its escapes, and says where the next column starts. */
    private long writeText(long from, RowOutput out) throws IOException {
        int length = 0;
        long at = from;
        for (byte next = RawMemory.getByte(at); next != END; next = RawMemory.getByte(at)) {
            at++;
            if (next == ESCAPE) {
                next = (byte) (RawMemory.getByte(at++) - 1);
            }
            if (length == text.length) {
                text = Arrays.copyOf(text, 2 * length);
            }
            text[length++] = next;
        }
        out.column(text, 0, length);
        return at + 1;
    }
}
