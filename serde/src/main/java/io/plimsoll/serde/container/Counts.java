package io.plimsoll.serde.container;

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
final class Counts {

    private Counts() {}

    static void write(DataOutputView target, int count, boolean hasNulls) throws IOException {
        target.writeVarLong((long) count << 1 | (hasNulls ? 1 : 0));
    }

    /** Reads what {@link #write} wrote, for {@link #count} and {@link #hasNulls}. */
    static long read(DataInputView source) throws IOException {
        long counts = source.readVarLong();
        if (counts < 0 || counts >>> 1 > Integer.MAX_VALUE) {
            throw new SerializationException(
                    "count=" + (counts >>> 1) + " (expected at most " + Integer.MAX_VALUE + ")",
                    source.getReadPosition());
        }
        return counts;
    }

    static int count(long counts) {
        return (int) (counts >>> 1);
    }

    static boolean hasNulls(long counts) {
        return (counts & 1) != 0;
    }
}
