package io.plimsoll.serde.fallback;

import io.plimsoll.serde.layout.Copies;
import io.plimsoll.serde.schema.Schema;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;

/**
 * Objects as a codec writes them: the number of bytes as a varint, then the bytes.
 *
 * @param type what the objects are declared as
 * @param codec turns them into bytes and back
 */
public record CodecSerializer<T>(Class<T> type, ObjectCodec codec) implements TypeSerializer<T> {

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public int getLength() {
        return VARIABLE_LENGTH;
    }

    @Override
    public void serialize(T record, DataOutputView target) throws IOException {
        byte[] bytes = codec.encode(record);
        target.writeVarInt(bytes.length);
        target.write(bytes);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        byte[] bytes = source.readBytes(source.readLength());
        Object object;
        try {
            object = codec.decode(bytes);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "type=" + type.getName() + " refused by " + codec.name() + ": " + e,
                    source.getReadPosition(),
                    e);
        }
        if (!type.isInstance(object)) {
            throw new SerializationException(
                    "class=" + object.getClass().getName() + " (expected " + type.getName() + ")",
                    source.getReadPosition());
        }
        return type.cast(object);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        Copies.basic(source, target, 0, true);
    }

    @Override
    public Schema schema() {
        return new Schema.Opaque(codec.name(), 1, Schema.COUNTED_LENGTH);
    }
}
