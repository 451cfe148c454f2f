package io.plimsoll.cli.sort;

import io.plimsoll.cli.column.ColumnException;
import io.plimsoll.cli.column.ColumnNames;
import io.plimsoll.cli.column.ColumnSpec;
import io.plimsoll.cli.column.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A key as a user writes it: {@code COLUMN[:TYPE][:asc|desc]}, such as {@code 2}, {@code 2:long},
 * {@code price:double:desc}.
 *
 * @param column a column's number from 1, or its name
 * @param type how it is ordered
 * @param descending whether the largest comes first
 */
record KeySpec(ColumnSpec column, ColumnType type, boolean descending) {

    /**
     * Reads a key.
     *
     * @throws ColumnException when it isn't one; the message says what would be
     */
    static KeySpec parse(String text) {
        List<String> parts = new ArrayList<>(Arrays.asList(text.split(":", -1)));
        boolean descending = false;
        ColumnType type = ColumnType.STRING;
        String last = parts.getLast();
        if (parts.size() > 1 && (last.equals("asc") || last.equals("desc"))) {
            descending = last.equals("desc");
            parts.removeLast();
        }
        ColumnType named = parts.size() > 1 ? ColumnType.named(parts.getLast()) : null;
        if (named != null) {
            type = named;
            parts.removeLast();
        }
        String column = String.join(":", parts);
        if (column.isEmpty() || parts.size() > 1) {
            throw new ColumnException(
                    "'"
                            + text
                            + "' is not a key (expected COLUMN[:string|long|double|decimal][:asc|desc],"
                            + " e.g. 2, 2:long, price:double:desc)");
        }
        return new KeySpec(new ColumnSpec("key '" + text + "'", column, false), type, descending);
    }

    /**
     * The columns that keys mean.
     *
     * @throws ColumnException when one means none
     */
    static List<KeyColumn> columns(List<String> keys, ColumnNames names) {
        List<KeyColumn> columns = new ArrayList<>();
        for (String key : keys) {
            KeySpec spec = parse(key);
            if (!names.isOfEmptyInput() || spec.column().isNumbered()) {
                columns.add(
                        new KeyColumn(
                                spec.column().indexIn(names),
                                spec.column().column(),
                                spec.type(),
                                spec.descending()));
            }
        }
        return columns;
    }
}
