package io.plimsoll.serde.layout;

import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;

/**
 * The number of elements that follow and whether one of them is null, in a varint.
 *
 * <p>Elements carry a presence byte only if one of them is null, so that the others, which is
 * nearly all of them, pay nothing for the possibility.
 */
public final class Counts {

    private Counts() {}

    /** Writes how many elements follow, and whether with a presence byte each. */
    public static void write(DataOutputView target, int count, boolean hasNulls)
            throws IOException {
        target.writeVarLong((long) count << 1 | (hasNulls ? 1 : 0));
    }

    /** Reads what {@link #write} wrote, for {@link #count} and {@link #hasNulls}. */
    public static long read(DataInputView source) throws IOException {
        long counts = source.readVarLong();
        if (counts < 0 || counts >>> 1 > Integer.MAX_VALUE) {
            throw new SerializationException(
                    "count=" + (counts >>> 1) + " (expected at most " + Integer.MAX_VALUE + ")",
                    source.getReadPosition());
        }
        return counts;
    }

    /** Returns how many elements follow. */
    public static int count(long counts) {
        return (int) (counts >>> 1);
    }

    /** Returns whether each element has a presence byte. */
    public static boolean hasNulls(long counts) {
        return (counts & 1) != 0;
    }

    /** Reads what {@link #write} wrote and writes it again. */
    static long copy(DataInputView source, DataOutputView target) throws IOException {
        long counts = read(source);
        target.writeVarLong(counts);
        return counts;
    }
}
