package io.plimsoll.operators;

import io.plimsoll.operators.sort.SortedRecords;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputDeserializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Deserializes sorted records one after the other. Not thread-safe. */
final class RecordIterator<T> implements Iterator<T> {

    private final SortedRecords records;
    private final TypeSerializer<T> serializer;
    private final DataInputDeserializer input = new DataInputDeserializer();
    private byte[] buffer = new byte[256];
    private boolean positioned;
    private boolean ended;

    RecordIterator(SortedRecords records, TypeSerializer<T> serializer) {
        this.records = records;
        this.serializer = serializer;
    }

    @Override
    public boolean hasNext() {
        if (!positioned && !ended) {
            try {
                positioned = records.next();
                ended = !positioned;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return positioned;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more records");
        }
        positioned = false;
        try {
            int length = Math.toIntExact(records.payloadBytes());
            if (buffer.length < length) {
                buffer = new byte[Math.max(length, 2 * buffer.length)];
            }
            records.copyPayload(buffer);
            // Whoever lacks memory while the caller is busy with the record need not wait for it.
            records.rest();
            input.setBuffer(buffer, 0, length);
            return serializer.deserialize(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
