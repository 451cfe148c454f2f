package io.plimsoll.serde.container;

import io.plimsoll.serde.layout.Presence;
import io.plimsoll.serde.type.TypeReader;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Objects that may be absent, behind a {@link Presence}, or all there, without one. */
final class Elements {

    private Elements() {}

    static <T> void write(@Nullable T value, TypeSerializer<T> serializer, DataOutputView target)
            throws IOException {
        Presence.write(target, value != null);
        if (value != null) {
            serializer.serialize(value, target);
        }
    }

    static <T> @Nullable T read(TypeReader<T> reader, DataInputView source) throws IOException {
        return Presence.read(source) ? reader.deserialize(source) : null;
    }

    /** Tells that a collection does not take what was read for it. */
    static SerializationException refused(String what, RuntimeException why, DataInputView source) {
        return new SerializationException(
                what + " refuses what was written: " + why, source.getReadPosition(), why);
    }
}
