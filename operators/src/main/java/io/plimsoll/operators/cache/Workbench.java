package io.plimsoll.operators.cache;

import io.plimsoll.operators.cache.segment.ByteBox;
import io.plimsoll.operators.cache.segment.CacheKey;
import io.plimsoll.operators.cache.segment.Departure;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputDeserializer;
import io.plimsoll.serde.view.DataOutputSerializer;
import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What an operation needs to turn objects to bytes and back. For one thread at a time. */
final class Workbench<K, V> {

    /** What only a large value needed is not kept. */
    private static final int KEPT_BYTES = 64 << 10;

    private static final int FIRST_BYTES = 256;

    final CacheKey key = new CacheKey();
    final ByteBox found = new ByteBox();

    /** Entries that left during the operation; null if nobody wants to know. */
    final @Nullable ArrayDeque<Departure> departures;

    private final TypeSerializer<K> keys;
    private final TypeSerializer<V> values;
    private final DataOutputSerializer keyBytes = new DataOutputSerializer(FIRST_BYTES);
    private DataOutputSerializer valueBytes = new DataOutputSerializer(FIRST_BYTES);
    private final DataInputDeserializer input = new DataInputDeserializer();

    Workbench(TypeSerializer<K> keys, TypeSerializer<V> values, boolean recording) {
        this.keys = keys;
        this.values = values;
        this.departures = recording ? new ArrayDeque<>() : null;
    }

    void putKey(K object, long seed) throws IOException {
        keyBytes.clear();
        keys.serialize(object, keyBytes);
        key.set(keyBytes.getSharedBuffer(), keyBytes.length(), seed);
    }

    void putValue(V object) throws IOException {
        valueBytes.clear();
        values.serialize(object, valueBytes);
    }

    byte[] value() {
        return valueBytes.getSharedBuffer();
    }

    int valueLength() {
        return valueBytes.length();
    }

    V readFound() throws IOException {
        return readValue(found.array(), found.length());
    }

    V readValue(byte[] bytes, int length) throws IOException {
        input.setBuffer(bytes, 0, length);
        return values.deserialize(input);
    }

    K readKey(byte[] bytes, int length) throws IOException {
        input.setBuffer(bytes, 0, length);
        return keys.deserialize(input);
    }

    void tidy() {
        found.shrink(KEPT_BYTES);
        if (valueBytes.getSharedBuffer().length > KEPT_BYTES) {
            valueBytes = new DataOutputSerializer(FIRST_BYTES);
        }
    }
}
