package io.plimsoll.cli.row;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.serde.key.KeySink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a row's key of its columns. Someone sets each wanted column's place, in any order, then the
 * key is made of them. Not thread-safe.
 */
public final class RowKeys {

    private static final int MAX_SHOWN_BYTES = 80;
    private static final Pattern CONTROL_CHARACTER = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]");

    private final List<KeyColumn> columns;
    private final int columnsWanted;
    private final long[] starts;
    private final int[] lengths;
    private final KeySink sink = new KeySink();

    public RowKeys(List<KeyColumn> columns) {
        this.columns = columns;
        this.columnsWanted = columns.stream().mapToInt(KeyColumn::index).max().orElse(-1) + 1;
        this.starts = new long[columnsWanted];
        this.lengths = new int[columnsWanted];
    }

    /** How many of a row's first columns must be known. */
    int columnsWanted() {
        return columnsWanted;
    }

    boolean isWanted(int column) {
        return columns.stream().anyMatch(wanted -> wanted.index() == column);
    }

    /** Forgets the columns' places: all are empty. */
    void clear() {
        Arrays.fill(lengths, 0);
    }

    void set(int column, long address, int lengthBytes) {
        starts[column] = address;
        lengths[column] = lengthBytes;
    }

    /** Makes the key, and says what is wrong with the row if it can't be made. */
    @Nullable String tryMake() {
        sink.clear();
        for (KeyColumn column : columns) {
            int start = sink.length();
            long address = starts[column.index()];
            int length = lengths[column.index()];
            if (!column.type().tryPut(sink, address, length)) {
                return problem(column, address, length);
            }
            if (column.descending()) {
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

    private static String problem(KeyColumn column, long address, int length) {
        byte[] shown = new byte[Math.min(length, MAX_SHOWN_BYTES)];
        RawMemory.copyToArray(address, shown, 0, shown.length);
        // A control character would act on the terminal, or make two lines of the message.
        String value =
                CONTROL_CHARACTER
                        .matcher(new String(shown, StandardCharsets.UTF_8))
                        .replaceAll("?");
        return "column "
                + column.name()
                + ": '"
                + value
                + (length > shown.length ? "…" : "")
                + "' is not a "
                + column.type().label();
    }
}
