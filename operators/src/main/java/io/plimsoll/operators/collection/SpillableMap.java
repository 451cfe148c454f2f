package io.plimsoll.operators.collection;

import io.plimsoll.operators.Job;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputDeserializer;
import io.plimsoll.serde.view.DataOutputSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ConcurrentModificationException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A map of any size in bounded memory. Pages that are used stay in memory, others go to disk when
 * it runs short.
 *
 * <p>It is no {@link java.util.Map}: its size is a long. Keys and values are copied and not null;
 * keys are equal if their serialized bytes are.
 *
 * <p>What fails on disk comes as {@link UncheckedIOException}; the map is lost then.
 *
 * <p>Threads: one at a time.
 *
 * @param <K> the keys' type
 * @param <V> the values' type
 */
public final class SpillableMap<K, V> implements AutoCloseable {

    /** Pages of a map are read one by one, and others of the same batch in vain. */
    private static final int BATCH_PAGES = 4;

    private final PageSpace pages;
    private final BucketPages buckets;
    private final TypeSerializer<K> keys;
    private final TypeSerializer<V> values;
    private final DataOutputSerializer keyBytes = new DataOutputSerializer(64);
    private final DataOutputSerializer valueBytes = new DataOutputSerializer(256);
    private final DataInputDeserializer input = new DataInputDeserializer();
    private int changes;

    private SpillableMap(TypeSerializer<K> keys, TypeSerializer<V> values, Job job) {
        this.keys = keys.duplicate();
        this.values = values.duplicate();
        this.pages = new PageSpace(job, "map", BATCH_PAGES);
        this.buckets = new BucketPages(pages);
    }

    /**
     * Opens an empty map with the memory and the temporary files of a job.
     *
     * @throws IllegalArgumentException if the job's memory is too little; the message says what
     *     would do
     */
    public static <K, V> SpillableMap<K, V> open(
            TypeSerializer<K> keys, TypeSerializer<V> values, Job job) {
        return new SpillableMap<>(keys, values, job);
    }

    /** Returns the value of a key; null if there is none. */
    public @Nullable V get(K key) {
        pages.enter();
        try {
            putKey(key);
            int length = buckets.get(keyBytes.getSharedBuffer(), keyBytes.length());
            return length < 0 ? null : readValue(buckets.content(), 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            pages.exit();
        }
    }

    /** Whether a key has a value. */
    public boolean containsKey(K key) {
        pages.enter();
        try {
            putKey(key);
            return buckets.contains(keyBytes.getSharedBuffer(), keyBytes.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            pages.exit();
        }
    }

    /** Sets the value of a key; whether it had none. */
    public boolean put(K key, V value) {
        pages.enter();
        try {
            putKey(key);
            valueBytes.clear();
            values.serialize(value, valueBytes);
            changes++;
            byte[] bytes = keyBytes.getSharedBuffer();
            boolean isNew = !buckets.remove(bytes, keyBytes.length());
            buckets.add(
                    bytes, keyBytes.length(), valueBytes.getSharedBuffer(), valueBytes.length());
            return isNew;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            pages.exit();
        }
    }

    /** Removes a key; whether it had a value. */
    public boolean remove(K key) {
        pages.enter();
        try {
            putKey(key);
            changes++;
            return buckets.remove(keyBytes.getSharedBuffer(), keyBytes.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            pages.exit();
        }
    }

    /**
     * Shows all entries to an action, in no order.
     *
     * @throws ConcurrentModificationException if the action changes the map
     */
    public void forEach(BiConsumer<? super K, ? super V> action) {
        int seen = changes;
        for (int bucket = 0; bucket < buckets.bucketCount(); bucket++) {
            pages.enter();
            try {
                buckets.forEach(
                        bucket,
                        (content, keyLength, valueLength) -> {
                            input.setBuffer(content, 0, keyLength);
                            K key = keys.deserialize(input);
                            action.accept(key, readValue(content, keyLength, valueLength));
                            if (seen != changes) {
                                throw new ConcurrentModificationException("the map was changed");
                            }
                        });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                pages.exit();
            }
        }
    }

    /** How many keys have a value. */
    public long size() {
        return buckets.size();
    }

    /** Whether there are no entries. */
    public boolean isEmpty() {
        return buckets.size() == 0;
    }

    /** Drops all entries, and gives their memory and files back. */
    public void clear() {
        pages.enter();
        try {
            changes++;
            buckets.clear();
        } finally {
            pages.exit();
        }
    }

    /** Gives all memory back and deletes the temporary files. Idempotent. */
    @Override
    public void close() {
        pages.close();
    }

    private void putKey(K key) throws IOException {
        keyBytes.clear();
        keys.serialize(key, keyBytes);
    }

    private V readValue(byte[] bytes, int offset, int length) throws IOException {
        input.setBuffer(bytes, offset, length);
        return values.deserialize(input);
    }
}
