package io.plimsoll.serde.container;

import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Arrays of objects, as lists.
 *
 * @param componentType the class of the array's components
 * @param list writes the components
 */
public record ArraySerializer<E>(Class<E> componentType, TypeSerializer<List<E>> list)
        implements TypeSerializer<E[]> {

    /** Makes the serializer of arrays with a component type, whose components may be null. */
    public static <E> ArraySerializer<E> of(Class<E> componentType, TypeSerializer<E> component) {
        return new ArraySerializer<>(
                componentType, new CollectionSerializer<>(ArrayList::new, component));
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
    @SuppressWarnings("unchecked") // Array makes arrays of the class that it is given
    public E[] deserialize(DataInputView source) throws IOException {
        List<E> components = list.deserialize(source);
        return components.toArray((E[]) Array.newInstance(componentType, components.size()));
    }
}
