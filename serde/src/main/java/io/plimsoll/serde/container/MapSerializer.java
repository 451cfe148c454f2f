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
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Maps, in their own order: {@link Counts}, then a key and a value for each entry.
 *
 * @param kind what is made when they are read
 * @param key the keys' serializer
 * @param value the values' serializer
 */
public record MapSerializer<K, V>(MapKind kind, TypeSerializer<K> key, TypeSerializer<V> value)
        implements TypeSerializer<Map<K, V>> {

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public int getLength() {
        return VARIABLE_LENGTH;
    }

    @Override
    public void serialize(Map<K, V> record, DataOutputView target) throws IOException {
        if (record instanceof SortedMap<?, ?> sorted && kind == MapKind.SORTED_MAP) {
            CollectionKind.checkOrder(sorted.comparator());
        }
        boolean hasNulls = false;
        for (Map.Entry<K, V> entry : record.entrySet()) {
            hasNulls |= entry.getKey() == null || entry.getValue() == null;
        }
        Counts.write(target, record.size(), hasNulls);
        for (Map.Entry<K, V> entry : record.entrySet()) {
            write(entry.getKey(), key, hasNulls, target);
            write(entry.getValue(), value, hasNulls, target);
        }
    }

    private static <T> void write(
            T object, TypeSerializer<T> serializer, boolean hasNulls, DataOutputView target)
            throws IOException {
        if (hasNulls) {
            Elements.write(object, serializer, target);
        } else {
            serializer.serialize(object, target);
        }
    }

    @Override
    public Map<K, V> deserialize(DataInputView source) throws IOException {
        return read(key, value, source);
    }

    private Map<K, V> read(TypeReader<K> keys, TypeReader<V> values, DataInputView source)
            throws IOException {
        long counts = Counts.read(source);
        boolean hasNulls = Counts.hasNulls(counts);
        Map<K, V> map = kind.make();
        for (int i = 0; i < Counts.count(counts); i++) {
            K k = hasNulls ? Elements.read(keys, source) : keys.deserialize(source);
            V v = hasNulls ? Elements.read(values, source) : values.deserialize(source);
            put(map, k, v, source);
            if (map.size() != i + 1) {
                throw new SerializationException(
                        "key " + i + " of a map is there twice", source.getReadPosition());
            }
        }
        return map;
    }

    @SuppressWarnings("NullAway") // a key or value may be null, and is refused where it may not
    private void put(Map<K, V> map, @Nullable K k, @Nullable V v, DataInputView source)
            throws IOException {
        try {
            map.put(k, v);
        } catch (NullPointerException | ClassCastException refusal) {
            throw Elements.refused(kind.name(), refusal, source);
        }
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        Copies.entries(source, target, key, value);
    }

    @Override
    public Schema schema() {
        return new Schema.MapOf(key.schema(), value.schema());
    }

    @Override
    public TypeReader<Map<K, V>> readerOf(Schema written, SchemaResolution resolution) {
        if (!(written instanceof Schema.MapOf then)) {
            return resolution.refuse(written, schema());
        }
        TypeReader<K> keys = resolution.reader("key", then.key(), key);
        TypeReader<V> values = resolution.reader("value", then.value(), value);
        return source -> read(keys, values, source);
    }
}
