package io.plimsoll.cli.sort;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The simplest sort that does what the command promises, all in memory: what it is compared with.
 *
 * <p>Bytes are held as text of ISO 8859-1, whose order is theirs.
 */
final class NaiveSort {

    private static final String TAB = "\t";

    private NaiveSort() {}

    /** Sorts lines as they are. */
    static byte[] lines(byte[] input, boolean reverse, boolean unique) {
        Comparator<String> order = Comparator.naturalOrder();
        List<String> lines = split(input);
        lines.sort(reverse ? order.reversed() : order);
        return joined(unique ? new LinkedHashSet<>(lines) : lines);
    }

    /** A key: a column, from 0, and how it is ordered. */
    record Key(int column, String type, boolean descending) {

        String argument() {
            return (column + 1) + ":" + type + (descending ? ":desc" : "");
        }

        private Comparator<String> order() {
            Comparator<String> order =
                    switch (type) {
                        case "long" -> Comparator.comparing(this::asLong);
                        case "double" -> Comparator.comparing(this::asDouble);
                        default -> Comparator.comparing(this::text);
                    };
            return descending ? order.reversed() : order;
        }

        private String text(String row) {
            String line = row.endsWith("\r") ? row.substring(0, row.length() - 1) : row;
            String[] columns = line.split(TAB, -1);
            return column < columns.length ? columns[column] : "";
        }

        private Long asLong(String row) {
            return Long.valueOf(text(row).strip());
        }

        /** Both zeros are equal. */
        private Double asDouble(String row) {
            return Double.parseDouble(text(row)) + 0.0;
        }
    }

    /** Sorts rows of columns that tabs delimit. */
    static byte[] rows(
            byte[] input, List<Key> keys, boolean reverse, boolean stable, boolean unique) {
        Comparator<String> byKeys = (left, right) -> 0;
        for (Key key : keys) {
            byKeys = byKeys.thenComparing(key.order());
        }
        Comparator<String> order =
                stable || unique ? byKeys : byKeys.thenComparing(Comparator.naturalOrder());
        List<String> rows = split(input);
        rows.sort(reverse ? order.reversed() : order);
        return joined(unique ? firsts(rows, byKeys) : rows);
    }

    private static List<String> firsts(List<String> rows, Comparator<String> order) {
        List<String> firsts = new ArrayList<>();
        for (String row : rows) {
            if (firsts.isEmpty() || order.compare(firsts.getLast(), row) != 0) {
                firsts.add(row);
            }
        }
        return firsts;
    }

    static List<String> split(byte[] input) {
        String text = new String(input, ISO_8859_1);
        if (text.isEmpty()) {
            return new ArrayList<>();
        }
        String lines = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return new ArrayList<>(Arrays.asList(lines.split("\n", -1)));
    }

    static byte[] joined(Collection<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString().getBytes(ISO_8859_1);
    }
}
