package io.plimsoll.serde.container;

import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps, in their own order: {@link Counts}, then a key and a value for each entry. */
public record MapSerializer<K, V>(TypeSerializer<K> key, TypeSerializer<V> value)
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
            Presence.write(object, serializer, target);
        } else {
            serializer.serialize(object, target);
        }
    }

    @Override
    public Map<K, V> deserialize(DataInputView source) throws IOException {
        long counts = Counts.read(source);
        boolean hasNulls = Counts.hasNulls(counts);
        Map<K, V> map = new LinkedHashMap<>();
        for (int i = 0; i < Counts.count(counts); i++) {
            K k = hasNulls ? Presence.read(key, source) : key.deserialize(source);
            V v = hasNulls ? Presence.read(value, source) : value.deserialize(source);
            map.put(k, v);
            if (map.size() != i + 1) {
                throw new SerializationException(
                        "key " + i + " of a map is there twice", source.getReadPosition());
            }
        }
        return map;
    }
}
