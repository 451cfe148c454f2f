package io.plimsoll.cli.row;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A key as a user writes it: {@code COLUMN[:TYPE][:asc|desc]}, such as {@code 2}, {@code 2:long},
 * {@code price:double:desc}.
 *
 * @param text what was written
 * @param column a column's number from 1, or its name
 * @param type how it is ordered
 * @param descending whether the largest comes first
 */
public record KeySpec(String text, String column, KeyType type, boolean descending) {

    /** Beyond what any table has, and little enough to look at that many in each row. */
    private static final int MAX_COLUMNS = 65_536;

    /**
     * Reads a key.
     *
     * @throws KeyException when it isn't one; the message says what would be
     */
    public static KeySpec parse(String text) {
        List<String> parts = new ArrayList<>(Arrays.asList(text.split(":", -1)));
        boolean descending = false;
        KeyType type = KeyType.STRING;
        String last = parts.getLast();
        if (parts.size() > 1 && (last.equals("asc") || last.equals("desc"))) {
            descending = last.equals("desc");
            parts.removeLast();
        }
        KeyType named = parts.size() > 1 ? KeyType.named(parts.getLast()) : null;
        if (named != null) {
            type = named;
            parts.removeLast();
        }
        String column = String.join(":", parts);
        if (column.isEmpty() || parts.size() > 1) {
            throw new KeyException(
                    "'"
                            + text
                            + "' is not a key (expected COLUMN[:string|long|double][:asc|desc],"
                            + " e.g. 2, 2:long, price:double:desc)");
        }
        return new KeySpec(text, column, type, descending);
    }

    /** Whether its column is a number. */
    public boolean isNumbered() {
        return column.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    /**
     * Finds its column.
     *
     * @param header the columns' names; empty when the input has none
     * @return the column's index, from 0
     * @throws KeyException when there is no such column
     */
    public int columnIndex(List<String> header) {
        if (isNumbered()) {
            return numberedColumn(header.isEmpty() ? MAX_COLUMNS : header.size());
        }
        if (header.isEmpty()) {
            throw new KeyException(
                    "key '"
                            + text
                            + "': column '"
                            + column
                            + "' is a name (expected a number from 1,"
                            + " or --header)");
        }
        int index = header.indexOf(column);
        if (index < 0 || index != header.lastIndexOf(column)) {
            throw new KeyException(
                    "key '"
                            + text
                            + "': "
                            + (index < 0 ? "no column '" : "several columns '")
                            + column
                            + "' (expected one of "
                            + String.join(", ", header)
                            + ")");
        }
        return index;
    }

    private int numberedColumn(int columns) {
        try {
            int number = Integer.parseInt(column);
            if (number >= 1 && number <= columns) {
                return number - 1;
            }
        } catch (NumberFormatException e) {
            // Too large for a number is as wrong as zero.
        }
        throw new KeyException(
                "key '"
                        + text
                        + "': no column "
                        + column
                        + " (expected a number from 1 to "
                        + columns
                        + ")");
    }
}
