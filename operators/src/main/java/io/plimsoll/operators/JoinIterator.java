package io.plimsoll.operators;

import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataOutputSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the records that probe, and gives the results of their join. Not thread-safe. */
final class JoinIterator<L, R, T, K> implements Iterator<Joined<L, R>> {

    private final JoinPipeline<L, R> pipeline;
    private final Iterator<? extends T> records;
    private final TypeSerializer<T> serializer;
    private final Function<? super T, ? extends @Nullable K> key;
    private final TypeSerializer<K> keySerializer;
    private final DataOutputSerializer keyBytes = new DataOutputSerializer(64);
    private final DataOutputSerializer payload = new DataOutputSerializer(256);

    private List<Joined<L, R>> batch = List.of();
    private int next;
    private int endsOffered;

    JoinIterator(
            JoinPipeline<L, R> pipeline,
            Iterator<? extends T> records,
            TypeSerializer<T> serializer,
            Function<? super T, ? extends @Nullable K> key,
            TypeSerializer<K> keySerializer) {
        this.pipeline = pipeline;
        this.records = records;
        this.serializer = serializer;
        this.key = key;
        this.keySerializer = keySerializer;
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == batch.size()) {
                boolean ended = pipeline.isEnded();
                boolean busy = feed();
                List<Joined<L, R>> more = pipeline.poll(!busy && !ended);
                if (more != null) {
                    batch = more;
                    next = 0;
                } else if (ended) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Joined<L, R> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more results");
        }
        return batch.get(next++);
    }

    /** Hands over a batch if there is room for it; whether there was something to do. */
    private boolean feed() throws IOException {
        if (!records.hasNext()) {
            if (endsOffered < pipeline.threads() && pipeline.offerEnd()) {
                endsOffered++;
                return true;
            }
            return false;
        }
        RecordBatch free = pipeline.pollEmpty();
        if (free == null) {
            return false;
        }
        while (!free.isFull() && records.hasNext()) {
            add(free, records.next());
        }
        pipeline.hand(free);
        return true;
    }

    private void add(RecordBatch target, T record) throws IOException {
        payload.clear();
        serializer.serialize(record, payload);
        K value = key.apply(record);
        if (value == null) {
            target.addNullKey(payload.getSharedBuffer(), payload.length());
            return;
        }
        keyBytes.clear();
        keySerializer.serialize(value, keyBytes);
        target.add(
                keyBytes.getSharedBuffer(),
                keyBytes.length(),
                payload.getSharedBuffer(),
                payload.length());
    }
}
