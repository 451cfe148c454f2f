package io.plimsoll.cli.join;

import io.plimsoll.cli.column.ColumnException;
import io.plimsoll.cli.column.ColumnType;
import io.plimsoll.cli.column.TypedColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of LEFT and one of RIGHT whose values must be equal.
 *
 * @param left the column of LEFT
 * @param right the column of RIGHT
 * @param type what the values of both are
 */
record KeyPair(TypedColumn left, TypedColumn right, ColumnType type) {

    /**
     * Reads lists such as {@code id}, {@code left_id=right_id:long,day}.
     *
     * @throws ColumnException when one is malformed
     */
    static List<KeyPair> parse(List<String> lists) {
        List<KeyPair> pairs = new ArrayList<>();
        for (String list : lists) {
            for (String pair : TypedColumn.split(list)) {
                pairs.add(parse(pair.strip()));
            }
        }
        return pairs;
    }

    private static KeyPair parse(String text) {
        int equals = equalsSign(text);
        String left = equals < 0 ? text : text.substring(0, equals);
        String right = equals < 0 ? text : text.substring(equals + 1);
        TypedColumn leftColumn = TypedColumn.parse("--on '" + text + "', of LEFT", left);
        TypedColumn rightColumn = TypedColumn.parse("--on '" + text + "', of RIGHT", right);
        ColumnType type = leftColumn.type() == null ? rightColumn.type() : leftColumn.type();
        if (rightColumn.type() != null && rightColumn.type() != type) {
            throw new ColumnException(
                    "--on '" + text + "': columns of different types (expected the same, or one)");
        }
        return new KeyPair(leftColumn, rightColumn, type == null ? ColumnType.STRING : type);
    }

    /** The first equals sign outside of quotes; -1 if there is none. */
    private static int equalsSign(String text) {
        boolean inQuotes = false;
        for (int i = 0; i < text.length(); i++) {
            inQuotes ^= text.charAt(i) == '"';
            if (text.charAt(i) == '=' && !inQuotes) {
                return i;
            }
        }
        return -1;
    }
}
