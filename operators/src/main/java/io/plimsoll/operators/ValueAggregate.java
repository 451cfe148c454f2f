package io.plimsoll.operators;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.aggregate.AggregateResults;
import io.plimsoll.operators.aggregate.AggregateWriter;
import io.plimsoll.operators.aggregate.function.StateFunction;
import io.plimsoll.serde.view.DataInputDeserializer;
import io.plimsoll.serde.view.DataOutputSerializer;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An aggregate of values as bytes, which are attached to groups. Immutable; any thread. */
final class ValueAggregate<T, V extends @Nullable Object> extends Aggregate<T, V> {

    private final Supplier<? extends StateFunction> function;
    private final ValueWriter<? super T> writer;
    private final ValueReader<V> reader;

    ValueAggregate(
            Supplier<? extends StateFunction> function,
            ValueWriter<? super T> writer,
            ValueReader<V> reader) {
        this.function = function;
        this.writer = writer;
        this.reader = reader;
    }

    @Override
    StateFunction function() {
        return function.get();
    }

    @Override
    boolean write(T record, long position, DataOutputSerializer target) throws IOException {
        return writer.write(record, position, target);
    }

    @Override
    long add(
            StateFunction any,
            AggregateWriter groups,
            int index,
            long state,
            byte[] bytes,
            int offset,
            int lengthBytes)
            throws IOException {
        return groups.attach(index, bytes, offset, lengthBytes);
    }

    @Override
    V result(StateFunction any, AggregateResults results, int index) throws IOException {
        return reader.read(results, index);
    }

    /** Bytes at an address, to be deserialized from an offset on. */
    static DataInputDeserializer input(long address, long lengthBytes, int skippedBytes) {
        int length = Math.toIntExact(lengthBytes - skippedBytes);
        byte[] bytes = new byte[length];
        RawMemory.copyToArray(address + skippedBytes, bytes, 0, length);
        return new DataInputDeserializer(bytes, 0, length);
    }

    /** Writes a record's value; false when it has none. */
    interface ValueWriter<T> {
        boolean write(T record, long position, DataOutputSerializer target) throws IOException;
    }

    /** Reads the result of the current group. */
    interface ValueReader<V extends @Nullable Object> {
        V read(AggregateResults results, int index) throws IOException;
    }
}
