package io.plimsoll.serde.view;

import java.io.IOException;

/** Moves the bytes of an object of some type without making the object. */
@FunctionalInterface
public interface BinaryCopier {

    /**
     * Moves the bytes of an object from one view to another.
     *
     * @throws java.io.EOFException if the source ends too early or the target is full
     * @throws SerializationException if the bytes are not those of an object
     */
    void copy(DataInputView source, DataOutputView target) throws IOException;
}
