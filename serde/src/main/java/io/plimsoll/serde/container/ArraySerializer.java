package io.plimsoll.serde.container;

import io.plimsoll.serde.layout.Copies;
import io.plimsoll.serde.schema.Schema;
import io.plimsoll.serde.type.SchemaResolution;
import io.plimsoll.serde.type.TypeReader;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;

/**
 * Arrays of objects, as lists.
 *
 * @param componentType the class of the array's components
 * @param list writes the components
 */
public record ArraySerializer<E>(Class<E> componentType, CollectionSerializer<E, List<E>> list)
        implements TypeSerializer<E[]> {

    /** Makes the serializer of arrays with a component type, whose components may be null. */
    public static <E> ArraySerializer<E> of(Class<E> componentType, TypeSerializer<E> component) {
        return new ArraySerializer<>(
                componentType, new CollectionSerializer<>(CollectionKind.LIST, component));
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public int getLength() {
        return VARIABLE_LENGTH;
    }

    @Override
    public void serialize(E[] record, DataOutputView target) throws IOException {
        list.serialize(Arrays.asList(record), target);
    }

    @Override
    public E[] deserialize(DataInputView source) throws IOException {
        return toArray(list.deserialize(source), source);
    }

    @SuppressWarnings("unchecked") // Array makes arrays of the class that it is given
    private E[] toArray(List<E> components, DataInputView source) throws IOException {
        try {
            return components.toArray((E[]) Array.newInstance(componentType, components.size()));
        } catch (ArrayStoreException refusal) {
            throw new SerializationException(
                    "array of " + componentType.getName() + " refuses a component: " + refusal,
                    source.getReadPosition(),
                    refusal);
        }
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        Copies.repeated(source, target, list.element());
    }

    @Override
    public Schema schema() {
        return list.schema();
    }

    @Override
    public TypeReader<E[]> readerOf(Schema written, SchemaResolution resolution) {
        TypeReader<List<E>> reader = list.readerOf(written, resolution);
        return source -> toArray(reader.deserialize(source), source);
    }
}
