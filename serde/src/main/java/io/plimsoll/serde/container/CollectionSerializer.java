package io.plimsoll.serde.container;

import io.plimsoll.serde.layout.Copies;
import io.plimsoll.serde.layout.Counts;
import io.plimsoll.serde.schema.Schema;
import io.plimsoll.serde.type.SchemaResolution;
import io.plimsoll.serde.type.TypeReader;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;
import java.util.Collection;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Lists, queues and sets, in their own order: {@link Counts}, then the elements.
 *
 * @param kind what is made when they are read
 * @param element the elements' serializer
 */
public record CollectionSerializer<E, C extends Collection<E>>(
        CollectionKind kind, TypeSerializer<E> element) implements TypeSerializer<C> {

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
        if (record instanceof SortedSet<?> sorted && kind == CollectionKind.SORTED_SET) {
            CollectionKind.checkOrder(sorted.comparator());
        }
        boolean hasNulls = false;
        for (E e : record) {
            hasNulls |= e == null;
        }
        Counts.write(target, record.size(), hasNulls);
        for (E e : record) {
            if (hasNulls) {
                Elements.write(e, element, target);
            } else {
                element.serialize(e, target);
            }
        }
    }

    @Override
    public C deserialize(DataInputView source) throws IOException {
        return read(element, source);
    }

    private C read(TypeReader<E> reader, DataInputView source) throws IOException {
        long counts = Counts.read(source);
        @SuppressWarnings("unchecked") // the kind is that of the collections
        C collection = (C) kind.<E>make();
        for (int i = 0; i < Counts.count(counts); i++) {
            E e =
                    Counts.hasNulls(counts)
                            ? Elements.read(reader, source)
                            : reader.deserialize(source);
            if (!add(collection, e, source)) {
                throw new SerializationException(
                        "element " + i + " of a set is there twice", source.getReadPosition());
            }
        }
        return collection;
    }

    @SuppressWarnings("NullAway") // an element may be null, and is refused where it may not
    private boolean add(C collection, @Nullable E e, DataInputView source) throws IOException {
        try {
            return collection.add(e);
        } catch (NullPointerException | ClassCastException refusal) {
            throw Elements.refused(kind.name(), refusal, source);
        }
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        Copies.repeated(source, target, element);
    }

    @Override
    public Schema schema() {
        return new Schema.Repeated(kind.isDistinct(), element.schema());
    }

    @Override
    public TypeReader<C> readerOf(Schema written, SchemaResolution resolution) {
        if (!(written instanceof Schema.Repeated then) || (kind.isDistinct() && !then.distinct())) {
            return resolution.refuse(written, schema());
        }
        TypeReader<E> reader = resolution.reader("element", then.element(), element);
        return source -> read(reader, source);
    }
}
