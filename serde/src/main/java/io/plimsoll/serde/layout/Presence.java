package io.plimsoll.serde.layout;

import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;

/** One byte before an object that may be absent: 0 if it is, otherwise 1 and the object. */
public final class Presence {

    private static final int ABSENT = 0;
    private static final int PRESENT = 1;

    private Presence() {}

    /** Writes whether an object follows. */
    public static void write(DataOutputView target, boolean present) throws IOException {
        target.writeByte(present ? PRESENT : ABSENT);
    }

    /** Reads whether an object follows. */
    public static boolean read(DataInputView source) throws IOException {
        int marker = source.readByte();
        if ((marker & ~PRESENT) != 0) {
            throw new SerializationException(
                    "marker=" + marker + " (expected " + ABSENT + " or " + PRESENT + ")",
                    source.getReadPosition());
        }
        return marker == PRESENT;
    }

    /** Reads whether an object follows and writes it again. */
    static boolean copy(DataInputView source, DataOutputView target) throws IOException {
        boolean present = read(source);
        write(target, present);
        return present;
    }
}
