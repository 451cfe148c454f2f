package io.plimsoll.serde.container;

import io.plimsoll.serde.layout.Copies;
import io.plimsoll.serde.schema.Schema;
import io.plimsoll.serde.type.SchemaResolution;
import io.plimsoll.serde.type.TypeReader;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import java.io.IOException;
import java.util.Optional;

/** Objects that may be absent. */
public record OptionalSerializer<T>(TypeSerializer<T> value)
        implements TypeSerializer<Optional<T>> {

    @Override
    public boolean isImmutableType() {
        return value.isImmutableType();
    }

    @Override
    public int getLength() {
        return VARIABLE_LENGTH;
    }

    @Override
    public void serialize(Optional<T> record, DataOutputView target) throws IOException {
        Elements.write(record.orElse(null), value, target);
    }

    @Override
    public Optional<T> deserialize(DataInputView source) throws IOException {
        return Optional.ofNullable(Elements.read(value, source));
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        Copies.maybe(source, target, value);
    }

    @Override
    public Schema schema() {
        return new Schema.Maybe(value.schema());
    }

    @Override
    public TypeReader<Optional<T>> readerOf(Schema written, SchemaResolution resolution) {
        if (!(written instanceof Schema.Maybe then)) {
            TypeReader<T> reader = resolution.reader("value", written, value);
            return source -> Optional.ofNullable(reader.deserialize(source));
        }
        TypeReader<T> reader = resolution.reader("value", then.value(), value);
        return source -> Optional.ofNullable(Elements.read(reader, source));
    }
}
