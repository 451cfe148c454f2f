package io.plimsoll.cli.aggregate;

import io.plimsoll.cli.column.ColumnException;
import io.plimsoll.cli.column.ColumnNames;
import io.plimsoll.cli.column.ColumnType;
import io.plimsoll.cli.column.TypedColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * A column by which rows are grouped.
 *
 * @param index its place in a row, from 0
 * @param name what it is called
 * @param type what its values are
 */
record GroupColumn(int index, String name, ColumnType type) {

    /**
     * The columns that a user means.
     *
     * @param by as they were written
     * @throws ColumnException when one is none
     */
    static List<GroupColumn> of(List<TypedColumn> by, ColumnNames names) {
        List<GroupColumn> columns = new ArrayList<>();
        for (TypedColumn column : by) {
            boolean any = names.isOfEmptyInput() && !column.spec().isNumbered();
            int index = any ? 0 : column.spec().indexIn(names);
            String name =
                    index < names.names().size()
                            ? names.names().get(index)
                            : column.spec().column();
            ColumnType type = column.type() == null ? ColumnType.STRING : column.type();
            columns.add(new GroupColumn(index, name, type));
        }
        return columns;
    }

    /** Reads lists of columns. */
    static List<TypedColumn> parse(List<String> lists) {
        List<TypedColumn> columns = new ArrayList<>();
        for (String list : lists) {
            String place = "--by '" + list + "'";
            for (String column : TypedColumn.split(list)) {
                TypedColumn parsed = TypedColumn.parse(place, column);
                if (parsed.type() == ColumnType.DECIMAL) {
                    throw new ColumnException(
                            place
                                    + ": '"
                                    + column.strip()
                                    + "' (expected string, long or double to group by)");
                }
                columns.add(parsed);
            }
        }
        return columns;
    }
}
