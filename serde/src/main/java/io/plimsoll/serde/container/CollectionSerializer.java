package io.plimsoll.serde.container;

import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * Lists and sets, in their own order: {@link Counts}, then the elements.
 *
 * @param kind makes an empty collection
 */
public record CollectionSerializer<E, C extends Collection<E>>(
        Supplier<? extends C> kind, TypeSerializer<E> element) implements TypeSerializer<C> {

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public int getLength() {
        return VARIABLE_LENGTH;
    }

    @Override
    public void serialize(C record, DataOutputView target) throws IOException {
        boolean hasNulls = false;
        for (E e : record) {
            hasNulls |= e == null;
        }
        Counts.write(target, record.size(), hasNulls);
        for (E e : record) {
            if (hasNulls) {
                Presence.write(e, element, target);
            } else {
                element.serialize(e, target);
            }
        }
    }

    @Override
    public C deserialize(DataInputView source) throws IOException {
        long counts = Counts.read(source);
        C collection = kind.get();
        for (int i = 0; i < Counts.count(counts); i++) {
            E e =
                    Counts.hasNulls(counts)
                            ? Presence.read(element, source)
                            : element.deserialize(source);
            if (!collection.add(e)) {
                throw new SerializationException(
                        "element " + i + " of a set is there twice", source.getReadPosition());
            }
        }
        return collection;
    }
}
