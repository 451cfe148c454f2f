package io.plimsoll.serde.value;

import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;
import java.time.DateTimeException;

/** Immutable values that two functions write and read. */
record BasicSerializer<T>(Class<T> type, int length, Writer<T> writer, Reader<T> reader)
        implements TypeSerializer<T> {

    @FunctionalInterface
    interface Writer<T> {
        void write(T value, DataOutputView target) throws IOException;
    }

    /** Reads a value; what its class refuses becomes a {@link SerializationException}. */
    @FunctionalInterface
    interface Reader<T> {
        T read(DataInputView source) throws IOException;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public int getLength() {
        return length;
    }

    @Override
    public void serialize(T record, DataOutputView target) throws IOException {
        writer.write(record, target);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        try {
            return reader.read(source);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new SerializationException(
                    "type=" + type.getSimpleName() + " refuses the value: " + e.getMessage(),
                    source.getReadPosition(),
                    e);
        }
    }

    @Override
    public String toString() {
        return type.getSimpleName();
    }
}
