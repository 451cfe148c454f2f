package io.plimsoll.cli.join;

import io.plimsoll.cli.column.ColumnNames;
import io.plimsoll.cli.column.ColumnType;
import io.plimsoll.cli.column.RowFormat;
import io.plimsoll.cli.column.TypedColumn;
import io.plimsoll.cli.input.FileStarts;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of one of a join's inputs. Immutable.
 *
 * @param names what they are called; none without a header
 * @param count how many each row has; 0 if the input is empty
 * @param keys the key columns, from 0, in the order of keys
 * @param types what the keys' values are
 */
record SideColumns(List<String> names, int count, List<Integer> keys, List<ColumnType> types) {

    SideColumns {
        names = List.copyOf(names);
        keys = List.copyOf(keys);
        types = List.copyOf(types);
    }

    /**
     * The columns of an input.
     *
     * @param keys the key columns as they were written
     * @throws io.plimsoll.cli.column.ColumnException when one is none of the input's
     */
    static SideColumns of(
            RowFormat format, FileStarts starts, List<TypedColumn> keys, List<ColumnType> types) {
        ColumnNames names = ColumnNames.read(format, starts.headerText());
        byte[] first = starts.firstRecord();
        int count =
                first == null
                        ? names.names().size()
                        : ColumnNames.read(format, first).names().size();
        List<Integer> indices = new ArrayList<>();
        for (TypedColumn key : keys) {
            boolean any = names.isOfEmptyInput() && !key.spec().isNumbered();
            indices.add(any ? 0 : key.spec().indexIn(names));
        }
        return new SideColumns(names.names(), count, indices, types);
    }

    boolean isKey(int column) {
        return keys.contains(column);
    }

    /** How many columns a row has, or must have had to have its keys. */
    int shownCount() {
        int atLeast = keys.stream().mapToInt(key -> key + 1).max().orElse(0);
        return Math.max(count, atLeast);
    }

    /** How many columns there are beside the keys. */
    int restCount() {
        return shownCount() - (int) keys.stream().distinct().count();
    }
}
