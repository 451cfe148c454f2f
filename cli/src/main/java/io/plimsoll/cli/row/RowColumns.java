package io.plimsoll.cli.row;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Where the wanted columns of a row lie. Who reads rows sets their places. Not thread-safe. */
public final class RowColumns {

    private final int count;
    private final boolean[] wanted;
    private final long[] addresses;
    private final int[] lengths;

    /** Wants columns by their indices, from 0; one may be named several times. */
    public RowColumns(int... indices) {
        this.count = IntStream.of(indices).max().orElse(-1) + 1;
        this.wanted = new boolean[count];
        this.addresses = new long[count];
        this.lengths = new int[count];
        for (int index : indices) {
            wanted[index] = true;
        }
    }

    /** Where a column's value starts. */
    public long address(int index) {
        return addresses[index];
    }

    /** How many bytes a column's value has; none if the row has no such column. */
    public int lengthBytes(int index) {
        return lengths[index];
    }

    /** How many of a row's first columns must be looked at. */
    int count() {
        return count;
    }

    boolean isWanted(int index) {
        return index < count && wanted[index];
    }

    /** Forgets the columns' places: all are empty. */
    void clear() {
        Arrays.fill(lengths, 0);
    }

    void set(int index, long address, int lengthBytes) {
        addresses[index] = address;
        lengths[index] = lengthBytes;
    }
}
