package io.plimsoll.serde.type;

import io.plimsoll.serde.view.DataInputView;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the objects of a type, as a {@link TypeSerializer} wrote them or as one did before the type
 * changed.
 *
 * @param <T> the type of the objects
 */
@FunctionalInterface
public interface TypeReader<T extends @Nullable Object> {

    /**
     * Reads an object.
     *
     * @throws java.io.EOFException if the input ends too early
     * @throws io.plimsoll.serde.view.SerializationException if the bytes are not those of an object
     * @throws IOException if the source cannot be read
     */
    T deserialize(DataInputView source) throws IOException;
}
