package io.plimsoll.serde.layout;

import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;

/**
 * Which fields of a record are null: a varint with bit i for the i-th of the first {@link
 * #MAX_BITS} fields that are objects. A record that has fields, but no objects among them, has no
 * such varint.
 */
public final class Nulls {

    /** The objects that have a bit; others carry a presence byte. */
    public static final int MAX_BITS = Long.SIZE;

    private Nulls() {}

    /**
     * Reads the bits.
     *
     * @param allowed those that may be set
     */
    public static long read(DataInputView source, long allowed) throws IOException {
        long nulls = source.readVarLong();
        if ((nulls & ~allowed) != 0) {
            throw new SerializationException(
                    "nulls="
                            + Long.toBinaryString(nulls)
                            + " (expected at most "
                            + Long.toBinaryString(allowed)
                            + ")",
                    source.getReadPosition());
        }
        return nulls;
    }
}
