package io.plimsoll.serde.container;

import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One byte before an object that may be absent: 0 if it is, otherwise 1 and the object. */
final class Presence {

    private static final int ABSENT = 0;
    private static final int PRESENT = 1;

    private Presence() {}

    static <T> void write(@Nullable T value, TypeSerializer<T> serializer, DataOutputView target)
            throws IOException {
        if (value == null) {
            target.writeByte(ABSENT);
        } else {
            target.writeByte(PRESENT);
            serializer.serialize(value, target);
        }
    }

    static <T> @Nullable T read(TypeSerializer<T> serializer, DataInputView source)
            throws IOException {
        int marker = source.readByte();
        return switch (marker) {
            case ABSENT -> null;
            case PRESENT -> serializer.deserialize(source);
            default ->
                    throw new SerializationException(
                            "marker=" + marker + " (expected " + ABSENT + " or " + PRESENT + ")",
                            source.getReadPosition());
        };
    }
}
