package io.plimsoll.cli.column;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a column's values are. */
public enum ColumnType {
    /** Bytes, whatever they mean. A column that a row doesn't have is empty. */
    STRING,
    /** Integers of 64 bits: {@link LongText}. */
    LONG,
    /** Floating-point numbers: {@link DoubleText}. */
    DOUBLE,
    /** Decimal numbers, exact: {@link DecimalText}. */
    DECIMAL;

    /** The type that a user named, or null. */
    public static @Nullable ColumnType named(String name) {
        for (ColumnType type : values()) {
            if (type.label().equals(name)) {
                return type;
            }
        }
        return null;
    }

    /** What users call it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What users call all types. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(ColumnType::label).toList();
    }
}
