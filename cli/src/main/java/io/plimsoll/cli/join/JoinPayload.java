package io.plimsoll.cli.join;

import io.plimsoll.cli.row.RowSplitter;
import io.plimsoll.memory.access.RawMemory;
import java.util.List;

/**
 * Makes of a row what a join keeps of it beside its key.
 *
 * <pre>
 *   ROW             the row as it is written
 *   REST            its columns but for the keys, with delimiters between
 *   KEYS_AND_REST   for each key an int, the length of its text; these texts as they are written; REST
 *   NOTHING         nothing
 * </pre>
 *
 * <p>Not thread-safe.
 */
final class JoinPayload {

    private final Kind kind;
    private final List<Integer> keys;
    private final byte delimiter;
    private long address;
    private int lengthBytes;

    /** What is kept. */
    enum Kind {
        ROW,
        REST,
        KEYS_AND_REST,
        NOTHING;

        /** What is kept of rows of LEFT. */
        static Kind ofLeft() {
            return ROW;
        }

        /** What is kept of rows of RIGHT. */
        static Kind ofRight(JoinType type) {
            if (!type.hasRight()) {
                return NOTHING;
            }
            return type.rules().rightUnmatched() ? KEYS_AND_REST : REST;
        }
    }

    JoinPayload(Kind kind, SideColumns side, byte delimiter) {
        this.kind = kind;
        this.keys = side.keys();
        this.delimiter = delimiter;
    }

    /** Whether a row must have the columns that the others have. */
    boolean hasColumns() {
        return kind != Kind.NOTHING;
    }

    /**
     * Makes it.
     *
     * @param target where it may be put: {@link JoinKeys#MAX_TEXT_BYTES} and some more before the
     *     row, or elsewhere
     */
    void make(RowSplitter row, long rowAddress, int rowBytes, long target) {
        switch (kind) {
            case ROW -> {
                address = rowAddress;
                lengthBytes = rowBytes;
            }
            case NOTHING -> {
                address = rowAddress;
                lengthBytes = 0;
            }
            case REST, KEYS_AND_REST -> {
                address = target;
                long end = kind == Kind.REST ? target : putKeys(row, target);
                lengthBytes = (int) (putRest(row, end) - target);
            }
        }
    }

    long address() {
        return address;
    }

    int lengthBytes() {
        return lengthBytes;
    }

    private long putKeys(RowSplitter row, long target) {
        long at = target + (long) keys.size() * Integer.BYTES;
        for (int i = 0; i < keys.size(); i++) {
            int length = row.lengthBytes(keys.get(i));
            RawMemory.putInt(target + (long) i * Integer.BYTES, length);
            RawMemory.copy(row.address(keys.get(i)), at, length);
            at += length;
        }
        return at;
    }

    /** Puts runs of columns that are no keys: what is moved within a row is moved to its start. */
    private long putRest(RowSplitter row, long target) {
        long at = target;
        boolean first = true;
        int column = 0;
        while (column < row.count()) {
            int end = column;
            while (end < row.count() && !keys.contains(end)) {
                end++;
            }
            if (end > column) {
                if (!first) {
                    RawMemory.putByte(at++, delimiter);
                }
                first = false;
                long from = row.address(column);
                long length = row.address(end - 1) + row.lengthBytes(end - 1) - from;
                RawMemory.copy(from, at, length);
                at += length;
            }
            column = end + 1;
        }
        return at;
    }
}
