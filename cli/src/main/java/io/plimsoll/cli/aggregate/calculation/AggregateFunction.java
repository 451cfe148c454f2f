package io.plimsoll.cli.aggregate.calculation;

import static io.plimsoll.cli.column.ColumnType.DECIMAL;
import static io.plimsoll.cli.column.ColumnType.DOUBLE;
import static io.plimsoll.cli.column.ColumnType.STRING;

import io.plimsoll.cli.column.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be computed of a group, as users call it. */
public enum AggregateFunction {
    /** How many values there are, or rows. */
    COUNT(STRING),
    SUM(DECIMAL),
    MIN(DECIMAL),
    MAX(DECIMAL),
    AVG(DECIMAL, "mean"),
    /** Of the values as a sample. */
    VARIANCE(DOUBLE, "var_samp"),
    /** Of the values as all there are. */
    VAR_POP(DOUBLE),
    STDDEV(DOUBLE, "stddev_samp"),
    STDDEV_POP(DOUBLE),
    /** How many different values there are. */
    DISTINCT(STRING, "count_distinct"),
    APPROX_DISTINCT(STRING),
    /** The value that comes first in the input. */
    FIRST(STRING),
    LAST(STRING),
    /** All values. */
    LIST(STRING);

    private final ColumnType defaultType;
    private final String otherName;

    AggregateFunction(ColumnType defaultType) {
        this(defaultType, "");
    }

    AggregateFunction(ColumnType defaultType, String otherName) {
        this.defaultType = defaultType;
        this.otherName = otherName;
    }

    /** The function that a user named, or null. */
    public static @Nullable AggregateFunction named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        for (AggregateFunction function : values()) {
            if (function.label().equals(wanted) || function.otherName.equals(wanted)) {
                return function;
            }
        }
        return null;
    }

    /** What users call it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What users call all of them. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(AggregateFunction::label).toList();
    }

    /** What a column is whose type its user left open. */
    public ColumnType defaultType() {
        return defaultType;
    }

    /** Whether it takes columns of a type. */
    public boolean takes(ColumnType type) {
        return switch (this) {
            case COUNT, FIRST, LAST, LIST -> type == STRING;
            case SUM, AVG -> type != STRING;
            case VARIANCE, VAR_POP, STDDEV, STDDEV_POP -> type == DOUBLE;
            case MIN, MAX, DISTINCT, APPROX_DISTINCT -> true;
        };
    }

    /** What users call the types that it takes. */
    public List<String> typeLabels() {
        List<String> labels = new ArrayList<>();
        for (ColumnType type : ColumnType.values()) {
            if (takes(type)) {
                labels.add(type.label());
            }
        }
        return labels;
    }
}
