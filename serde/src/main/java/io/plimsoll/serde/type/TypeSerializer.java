package io.plimsoll.serde.type;

import io.plimsoll.serde.schema.Schema;
import io.plimsoll.serde.view.BinaryCopier;
import io.plimsoll.serde.view.DataInputDeserializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputSerializer;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.DiscardingOutputView;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the objects of a type as bytes and reads them again.
 *
 * <p>An implementation needs {@link #isImmutableType}, {@link #getLength}, {@link #serialize} and
 * {@link #deserialize(DataInputView)}. It must write at least one byte for every object, and it
 * must allocate nothing on the word of a length that it has read ({@link DataInputView#readBytes}
 * and {@link DataInputView#readString} keep to that).
 *
 * <p>Thread rule: as the implementation says; {@link #duplicate()} gives one for another thread.
 *
 * @param <T> the type of the objects
 */
public interface TypeSerializer<T extends @Nullable Object> extends TypeReader<T>, BinaryCopier {

    /** The {@linkplain #getLength() length} of types whose objects differ in length. */
    int VARIABLE_LENGTH = -1;

    /** Returns whether the objects never change, so that one may stand for its copy. */
    boolean isImmutableType();

    /** Returns the bytes that every object takes, or {@link #VARIABLE_LENGTH}. */
    int getLength();

    /**
     * Writes an object.
     *
     * @throws IOException if the target does not take it, {@link java.io.EOFException} if it is
     *     full
     */
    void serialize(T record, DataOutputView target) throws IOException;

    @Override
    T deserialize(DataInputView source) throws IOException;

    /**
     * Reads an object, into {@code reuse} if this serializer can; the result counts, not the
     * argument.
     */
    default T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    /**
     * Returns this serializer if any number of threads may use it, otherwise one for another
     * thread.
     */
    default TypeSerializer<T> duplicate() {
        return this;
    }

    /** Returns an object for {@link #deserialize(Object, DataInputView)} to fill, or null. */
    default @Nullable T createInstance() {
        return null;
    }

    /** Returns an object that is equal and shares nothing that changes. */
    default T copy(T from) {
        if (isImmutableType()) {
            return from;
        }
        try {
            DataOutputSerializer bytes =
                    new DataOutputSerializer(Math.max(Long.BYTES, getLength()));
            serialize(from, bytes);
            return deserialize(
                    new DataInputDeserializer(bytes.getSharedBuffer(), 0, bytes.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies an object, into {@code reuse} if this serializer can; the result counts. */
    default T copy(T from, T reuse) {
        return copy(from);
    }

    /**
     * Moves the bytes of an object from one view to another. Serializers made here do so without
     * making the object.
     */
    @Override
    default void copy(DataInputView source, DataOutputView target) throws IOException {
        int length = getLength();
        if (length == VARIABLE_LENGTH) {
            serialize(deserialize(source), target);
        } else {
            target.write(source, length);
        }
    }

    /**
     * Returns this serializer, or the one that it stands for where a type contains itself; for
     * those who compare serializers.
     */
    default TypeSerializer<T> actual() {
        return this;
    }

    /** Skips the bytes of an object, checking them no more than is needed to find their end. */
    default void skip(DataInputView source) throws IOException {
        int length = getLength();
        if (length == VARIABLE_LENGTH) {
            copy(source, DiscardingOutputView.INSTANCE);
        } else {
            source.skipBytesToRead(length);
        }
    }

    /**
     * Returns what the bytes of this serializer look like. Here it is named after its class, in
     * version 1: whoever changes the bytes of a serializer of their own overrides this and changes
     * the version.
     */
    default Schema schema() {
        int length = getLength();
        return new Schema.Opaque(
                getClass().getName(),
                1,
                length == VARIABLE_LENGTH ? Schema.UNKNOWN_LENGTH : length);
    }

    /** Returns what has to be kept with data, to read it when its type has changed. */
    default TypeSerializerSnapshot snapshotConfiguration() {
        return new TypeSerializerSnapshot(schema());
    }

    /**
     * Returns what reads objects of another schema as objects of this type. It is asked only if
     * they cannot be read as they are.
     *
     * @param written what the bytes look like; neither a {@link Schema.Recursion} nor readable as
     *     this
     * @param resolution finds readers for parts, and takes the reason if there is none
     */
    default TypeReader<T> readerOf(Schema written, SchemaResolution resolution) {
        return resolution.refuse(written, schema());
    }
}
