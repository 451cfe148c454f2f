package io.plimsoll.serde.container;

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
        Presence.write(record.orElse(null), value, target);
    }

    @Override
    public Optional<T> deserialize(DataInputView source) throws IOException {
        return Optional.ofNullable(Presence.read(value, source));
    }
}
