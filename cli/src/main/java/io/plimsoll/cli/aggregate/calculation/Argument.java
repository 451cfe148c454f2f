package io.plimsoll.cli.aggregate.calculation;

import io.plimsoll.cli.column.ColumnType;
import io.plimsoll.cli.column.DecimalText;
import io.plimsoll.cli.column.DoubleText;
import io.plimsoll.cli.column.LongText;
import io.plimsoll.cli.column.MalformedValue;
import io.plimsoll.cli.row.RowColumns;
import io.plimsoll.memory.access.RawMemory;
import org.jspecify.annotations.Nullable;

/**
 * A column's value in the row at hand, read once for all calculations that want it. Not
 * thread-safe.
 */
public final class Argument {

    private final int index;
    private final String name;
    private final ColumnType type;
    private final boolean typeOpen;
    private final LongText longs = new LongText();
    private final DoubleText doubles = new DoubleText();
    private final DecimalText decimals = new DecimalText();
    private long address;
    private int lengthBytes;

    /**
     * @param index the column's, from 0
     * @param name what its user calls it
     * @param typeOpen whether the user left its type open
     */
    public Argument(int index, String name, ColumnType type, boolean typeOpen) {
        this.index = index;
        this.name = name;
        this.type = type;
        this.typeOpen = typeOpen;
    }

    /** Whether this serves for a column and a type, too. */
    public boolean isOf(int otherIndex, ColumnType otherType) {
        return index == otherIndex && type == otherType;
    }

    /** The column's index, from 0. */
    public int index() {
        return index;
    }

    /** Reads the value of the row at hand; says what is wrong with it, if something is. */
    public @Nullable String tryRead(RowColumns columns) {
        address = columns.address(index);
        lengthBytes = columns.lengthBytes(index);
        if (lengthBytes == 0 || type == ColumnType.STRING) {
            return null;
        }
        boolean isOne =
                switch (type) {
                    case STRING -> true;
                    case LONG -> longs.tryRead(address, lengthBytes);
                    case DOUBLE -> doubles.tryRead(address, lengthBytes);
                    case DECIMAL -> decimals.tryRead(address, lengthBytes);
                };
        return isOne
                ? null
                : MalformedValue.problem(name, type, address, lengthBytes)
                        + (typeOpen ? hint() : "");
    }

    private String hint() {
        return " (expected a number, or another type: " + name + ":double, " + name + ":string)";
    }

    /** Whether there is a value: an empty column has none. */
    boolean isPresent() {
        return lengthBytes > 0;
    }

    long longValue() {
        return longs.value();
    }

    double doubleValue() {
        return doubles.value();
    }

    long unscaled() {
        return decimals.unscaled();
    }

    int scale() {
        return decimals.scale();
    }

    ColumnType type() {
        return type;
    }

    int lengthBytes() {
        return lengthBytes;
    }

    /** Copies the value's text to an array. */
    void copyTo(byte[] target, int offset) {
        RawMemory.copyToArray(address, target, offset, lengthBytes);
    }
}
