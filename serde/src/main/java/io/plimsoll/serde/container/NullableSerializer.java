package io.plimsoll.serde.container;

import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Objects or null. */
public record NullableSerializer<T>(TypeSerializer<T> value)
        implements TypeSerializer<@Nullable T> {

    @Override
    public boolean isImmutableType() {
        return value.isImmutableType();
    }

    @Override
    public int getLength() {
        return VARIABLE_LENGTH;
    }

    @Override
    public void serialize(@Nullable T record, DataOutputView target) throws IOException {
        Presence.write(record, value, target);
    }

    @Override
    public @Nullable T deserialize(DataInputView source) throws IOException {
        return Presence.read(value, source);
    }
}
