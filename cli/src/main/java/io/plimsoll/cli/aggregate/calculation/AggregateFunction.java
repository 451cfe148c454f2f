package io.plimsoll.cli.aggregate.calculation;

import static io.plimsoll.cli.column.ColumnType.DECIMAL;
import static io.plimsoll.cli.column.ColumnType.DOUBLE;
import static io.plimsoll.cli.column.ColumnType.LONG;
import static io.plimsoll.cli.column.ColumnType.STRING;

import io.plimsoll.cli.column.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be computed of a group, as users call it. */
public enum AggregateFunction {
    /** How many values there are, or rows. */
    COUNT(STRING, Set.of(STRING)),
    SUM(DECIMAL, Set.of(LONG, DOUBLE, DECIMAL)),
    MIN(DECIMAL, Set.of(STRING, LONG, DOUBLE, DECIMAL)),
    MAX(DECIMAL, Set.of(STRING, LONG, DOUBLE, DECIMAL)),
    AVG(DECIMAL, Set.of(LONG, DOUBLE, DECIMAL), "mean"),
    /** Of the values as a sample. */
    VARIANCE(DOUBLE, Set.of(DOUBLE), "var_samp"),
    /** Of the values as all there are. */
    VAR_POP(DOUBLE, Set.of(DOUBLE)),
    STDDEV(DOUBLE, Set.of(DOUBLE), "stddev_samp"),
    STDDEV_POP(DOUBLE, Set.of(DOUBLE)),
    /** How many different values there are. */
    DISTINCT(STRING, Set.of(STRING, LONG, DOUBLE, DECIMAL), "count_distinct"),
    APPROX_DISTINCT(STRING, Set.of(STRING, LONG, DOUBLE, DECIMAL)),
    /** The value that comes first in the input. */
    FIRST(STRING, Set.of(STRING)),
    LAST(STRING, Set.of(STRING)),
    /** All values. */
    LIST(STRING, Set.of(STRING));

    private final ColumnType defaultType;
    private final Set<ColumnType> types;
    private final List<String> otherNames;

    AggregateFunction(ColumnType defaultType, Set<ColumnType> types, String... otherNames) {
        this.defaultType = defaultType;
        this.types = types;
        this.otherNames = List.of(otherNames);
    }

    /** The function that a user named, or null. */
    public static @Nullable AggregateFunction named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        for (AggregateFunction function : values()) {
            if (function.label().equals(wanted) || function.otherNames.contains(wanted)) {
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
        return types.contains(type);
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
