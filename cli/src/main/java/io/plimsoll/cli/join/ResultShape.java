package io.plimsoll.cli.join;

import io.plimsoll.cli.column.RowFormat;
import io.plimsoll.cli.row.RowOutput;
import java.io.IOException;
import java.util.List;

/**
 * Which columns a result has: all of LEFT, then those of RIGHT that are no keys. Immutable.
 *
 * @param left the columns of LEFT
 * @param right the columns of RIGHT
 * @param type which rows come out
 * @param format how rows are written
 * @param lineEnd what ends them
 */
record ResultShape(
        SideColumns left, SideColumns right, JoinType type, RowFormat format, String lineEnd) {

    private static final String CLASH_SUFFIX = "_right";

    int leftCount() {
        return left.shownCount();
    }

    /** How many columns of RIGHT come out. */
    int restCount() {
        return type.hasRight() ? right.restCount() : 0;
    }

    int keyCount() {
        return right.keys().size();
    }

    /** Which key a column of LEFT is; -1 if it is none. */
    int keyOfLeftColumn(int column) {
        return left.keys().indexOf(column);
    }

    /** Whether the texts of RIGHT's keys are in front of its payload. */
    boolean keysInFront() {
        return JoinPayload.Kind.ofRight(type) == JoinPayload.Kind.KEYS_AND_REST;
    }

    byte delimiter() {
        return format.delimiter();
    }

    boolean csv() {
        return format.csv();
    }

    /** What a row has at most beside the payloads. */
    long maxOtherBytes() {
        return leftCount() + restCount() + lineEnd.length() + 4L;
    }

    /** Writes the names of the columns; where both have one, RIGHT's gets a suffix. */
    void writeHeader(RowOutput out) throws IOException {
        List<String> names = left.names();
        for (String name : names) {
            out.column(name);
        }
        for (int i = 0; type.hasRight() && i < right.names().size(); i++) {
            if (!right.isKey(i)) {
                String name = right.names().get(i);
                out.column(names.contains(name) ? name + CLASH_SUFFIX : name);
            }
        }
        out.endRow();
    }
}
