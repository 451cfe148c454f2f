package io.plimsoll.serde.value;

import io.plimsoll.serde.layout.Copies;
import io.plimsoll.serde.schema.BasicKind;
import io.plimsoll.serde.schema.Schema;
import io.plimsoll.serde.type.SchemaResolution;
import io.plimsoll.serde.type.TypeReader;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;
import java.time.DateTimeException;

/** Immutable values that two functions write and read. */
record BasicSerializer<T>(BasicKind kind, Writer<T> writer, Reader<T> reader)
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
        return kind.counted() ? VARIABLE_LENGTH : kind.fixedBytes();
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
                    "type=" + kind.typeName() + " refuses the value: " + e.getMessage(),
                    source.getReadPosition(),
                    e);
        }
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        Copies.basic(source, target, kind.fixedBytes(), kind.counted());
    }

    @Override
    public Schema schema() {
        return new Schema.Basic(kind);
    }

    @Override
    @SuppressWarnings("unchecked") // the reader returns objects of the kind that it is asked for
    public TypeReader<T> readerOf(Schema written, SchemaResolution resolution) {
        TypeReader<?> reader =
                written instanceof Schema.Basic basic ? Widening.reader(basic.kind(), kind) : null;
        return reader == null ? resolution.refuse(written, schema()) : (TypeReader<T>) reader;
    }

    @Override
    public String toString() {
        return kind.typeName();
    }
}
