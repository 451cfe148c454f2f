package io.plimsoll.cli.aggregate.calculation;

import io.plimsoll.cli.column.ColumnException;
import io.plimsoll.cli.column.ColumnType;
import io.plimsoll.cli.column.NearestName;
import io.plimsoll.cli.column.TypedColumn;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to compute, as a user writes it: {@code count}, {@code sum(price:double)}, {@code min(2) as
 * least}.
 *
 * @param function what
 * @param column of which column; null: of rows
 * @param type what the column's values are
 * @param title what the result is called
 */
public record AggregateSpec(
        AggregateFunction function, @Nullable TypedColumn column, ColumnType type, String title) {

    private static final Pattern TITLED = Pattern.compile("(.*\\S)\\s+[aA][sS]\\s+(\\S.*)");
    private static final Pattern CALL =
            Pattern.compile("([A-Za-z_][A-Za-z_0-9]*)\\s*(?:\\((.*)\\))?", Pattern.DOTALL);

    /**
     * Reads one.
     *
     * @throws ColumnException when it isn't one; the message says what would be
     */
    public static AggregateSpec parse(String text) {
        String whole = text.strip();
        String place = "--agg '" + whole + "'";
        Matcher titled = TITLED.matcher(whole);
        boolean hasTitle = titled.matches() && !titled.group(2).contains(")");
        Matcher call = CALL.matcher(hasTitle ? titled.group(1) : whole);
        if (!call.matches()) {
            throw new ColumnException(
                    place + " is no function (expected e.g. count, sum(price), min(2:long))");
        }
        AggregateFunction function = function(place, call.group(1));
        String argument = call.group(2) == null ? "" : call.group(2).strip();
        boolean ofRows = argument.isEmpty() || argument.equals("*");
        if (ofRows && function != AggregateFunction.COUNT) {
            throw new ColumnException(
                    place + ": of which column? (expected " + function.label() + "(COLUMN))");
        }
        TypedColumn column = ofRows ? null : TypedColumn.parse(place, argument);
        ColumnType type = column == null ? null : column.type();
        if (type != null && !function.takes(type)) {
            throw new ColumnException(
                    place
                            + ": "
                            + function.label()
                            + " takes no "
                            + type.label()
                            + " (expected "
                            + String.join(" or ", function.typeLabels())
                            + ")");
        }
        return new AggregateSpec(
                function,
                column,
                type == null ? function.defaultType() : type,
                hasTitle ? unquoted(titled.group(2)) : title(function, column));
    }

    private static AggregateFunction function(String place, String name) {
        AggregateFunction function = AggregateFunction.named(name);
        if (function == null) {
            throw new ColumnException(
                    place
                            + ": no function '"
                            + name
                            + "' (expected one of "
                            + String.join(", ", AggregateFunction.labels())
                            + NearestName.hint(name, AggregateFunction.labels())
                            + ")");
        }
        return function;
    }

    private static String title(AggregateFunction function, @Nullable TypedColumn column) {
        return column == null
                ? function.label()
                : function.label() + "(" + column.spec().column() + ")";
    }

    private static String unquoted(String title) {
        boolean quoted = title.length() > 1 && title.startsWith("\"") && title.endsWith("\"");
        return quoted ? title.substring(1, title.length() - 1).replace("\"\"", "\"") : title;
    }

    /** Whether the user left the type open. */
    boolean isTypeOpen() {
        return Objects.requireNonNull(column).type() == null;
    }
}
