package io.plimsoll.cli.column;

import java.util.List;

/**
 * A column as a user writes it: by its number from 1, or by its name.
 *
 * @param place where it was written, for messages: {@code key '2:long'}
 * @param column the number or the name
 * @param quoted whether it stood in quotes: then it is a name, though of digits
 */
public record ColumnSpec(String place, String column, boolean quoted) {

    /** Beyond what any table has, and little enough to look at that many in each row. */
    private static final int MAX_COLUMNS = 65_536;

    private static final int MAX_SHOWN_NAMES = 30;

    /** Whether it is a number. */
    public boolean isNumbered() {
        return !quoted && column.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    /**
     * Finds the column.
     *
     * @return its index, from 0
     * @throws ColumnException when there is no such column
     */
    public int indexIn(ColumnNames header) {
        List<String> names = header.names();
        if (isNumbered()) {
            return numbered(names.isEmpty() ? MAX_COLUMNS : names.size());
        }
        if (names.isEmpty()) {
            throw new ColumnException(
                    place
                            + ": column '"
                            + column
                            + "' is a name (expected a number from 1, or --header)");
        }
        int index = names.indexOf(column);
        if (index < 0 || index != names.lastIndexOf(column)) {
            throw new ColumnException(
                    place
                            + (index < 0 ? ": no column '" : ": several columns '")
                            + column
                            + "' (expected one of "
                            + shown(names)
                            + (index < 0 ? NearestName.hint(column, names) : "")
                            + ")");
        }
        return index;
    }

    private static String shown(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(names.size(), MAX_SHOWN_NAMES)));
        int more = names.size() - MAX_SHOWN_NAMES;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    private int numbered(int columns) {
        try {
            int number = Integer.parseInt(column);
            if (number >= 1 && number <= columns) {
                return number - 1;
            }
        } catch (NumberFormatException e) {
            // Too large for a number is as wrong as zero.
        }
        throw new ColumnException(
                place + ": no column " + column + " (expected a number from 1 to " + columns + ")");
    }
}
