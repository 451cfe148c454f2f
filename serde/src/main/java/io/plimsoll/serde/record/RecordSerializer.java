package io.plimsoll.serde.record;

import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;

/**
 * Java records: which components are null, then the others in the order of their declaration.
 *
 * <pre>
 *   nulls        varint, bit i for the i-th of the first 64 components that are objects; left out if
 *                the record has components but none of them is an object
 *   components   primitives as they are; objects unless they are null; objects behind the 64th with a
 *                presence byte each
 * </pre>
 *
 * <p>{@link RecordHandles} makes two method handles for the whole of it, which the JIT compiler
 * turns into straight code: no reflection, no array of components.
 */
public final class RecordSerializer<T> implements TypeSerializer<T> {

    private final Class<T> type;
    private final List<TypeSerializer<?>> components;
    private final boolean immutable;
    private final int length;

    /** Of type (Object, DataOutputView)void. */
    private final MethodHandle writer;

    /** Of type (DataInputView)Object. */
    private final MethodHandle reader;

    /**
     * Makes the serializer of a class of records.
     *
     * @param type the record class
     * @param components a serializer for each component
     * @param lookup may call accessors and constructor
     * @throws IllegalAccessException if it may not
     */
    public static <T> RecordSerializer<T> of(
            Class<T> type, List<TypeSerializer<?>> components, MethodHandles.Lookup lookup)
            throws IllegalAccessException {
        return new RecordSerializer<>(type, components, RecordHandles.of(type, components, lookup));
    }

    private RecordSerializer(
            Class<T> type, List<TypeSerializer<?>> components, RecordHandles handles) {
        this.type = type;
        this.components = List.copyOf(components);
        this.immutable = components.stream().allMatch(TypeSerializer::isImmutableType);
        this.length = handles.length();
        this.writer = handles.writer();
        this.reader = handles.reader();
    }

    @Override
    public boolean isImmutableType() {
        return immutable;
    }

    @Override
    public int getLength() {
        return length;
    }

    @Override
    public void serialize(T record, DataOutputView target) throws IOException {
        try {
            writer.invokeExact((Object) Objects.requireNonNull(record, "record"), target);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(
                    "an accessor or serializer throws what it does not declare", e);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // the reader ends in the constructor of the type
    public T deserialize(DataInputView source) throws IOException {
        try {
            return (T) (Object) reader.invokeExact(source);
        } catch (RecordHandles.Refused e) {
            throw new SerializationException(
                    "record=" + type.getSimpleName() + " refuses its components: " + e.reason(),
                    source.getReadPosition(),
                    e.reason());
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(
                    "a constructor or serializer throws what it does not declare", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordSerializer<?> that
                && type == that.type
                && components.equals(that.components);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + components.hashCode();
    }

    @Override
    public String toString() {
        return "RecordSerializer[type=" + type.getName() + "]";
    }
}
