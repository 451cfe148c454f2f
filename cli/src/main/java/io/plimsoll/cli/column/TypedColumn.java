package io.plimsoll.cli.column;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column as a user writes it, with its type: {@code 2}, {@code price:double}, {@code "a,b":long}.
 *
 * @param spec which one
 * @param type what its values are; null if that was left open
 */
public record TypedColumn(ColumnSpec spec, @Nullable ColumnType type) {

    private static final char QUOTE = '"';

    /**
     * Reads one.
     *
     * @param place where it was written, for messages
     * @throws ColumnException when it isn't one; the message says what would be
     */
    public static TypedColumn parse(String place, String text) {
        String trimmed = text.strip();
        boolean quoted = !trimmed.isEmpty() && trimmed.charAt(0) == QUOTE;
        int nameEnd = quoted ? closingQuote(trimmed) : trimmed.lastIndexOf(':');
        String name = nameEnd < 0 ? trimmed : trimmed.substring(0, nameEnd);
        String rest = nameEnd < 0 ? "" : trimmed.substring(nameEnd);
        String column = quoted && nameEnd > 1 ? unquoted(name) : name;
        if (column.isEmpty() || (quoted && nameEnd < 0) || !(rest + ":").startsWith(":")) {
            throw new ColumnException(
                    place
                            + ": '"
                            + trimmed
                            + "' is no column (expected COLUMN[:TYPE], e.g. 2, price:double,"
                            + " \"a,b\":long)");
        }
        ColumnType type = rest.isEmpty() ? null : type(place, rest.substring(1));
        return new TypedColumn(new ColumnSpec(place, column, quoted), type);
    }

    /** Cuts a list at its commas, but for those in quotes and in parentheses. */
    public static List<String> split(String list) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int depth = 0;
        boolean inQuotes = false;
        for (int i = 0; i < list.length(); i++) {
            char next = list.charAt(i);
            inQuotes ^= next == QUOTE;
            if (!inQuotes) {
                depth += next == '(' ? 1 : next == ')' ? -1 : 0;
            }
            if (next == ',' && !inQuotes && depth <= 0) {
                parts.add(list.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(list.substring(start));
        return parts;
    }

    private static ColumnType type(String place, String label) {
        ColumnType type = ColumnType.named(label.strip());
        if (type == null) {
            throw new ColumnException(
                    place
                            + ": no type '"
                            + label
                            + "' (expected "
                            + String.join(", ", ColumnType.labels())
                            + NearestName.hint(label, ColumnType.labels())
                            + ")");
        }
        return type;
    }

    /** The index behind the quote that closes the first one; -1 if none does. */
    private static int closingQuote(String text) {
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) == QUOTE) {
                boolean doubled = i + 1 < text.length() && text.charAt(i + 1) == QUOTE;
                if (!doubled) {
                    return i + 1;
                }
                i++;
            }
        }
        return -1;
    }

    private static String unquoted(String name) {
        return name.substring(1, name.length() - 1).replace("\"\"", "\"");
    }
}
