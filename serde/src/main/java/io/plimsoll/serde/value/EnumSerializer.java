package io.plimsoll.serde.value;

import io.plimsoll.serde.schema.Schema;
import io.plimsoll.serde.type.SchemaResolution;
import io.plimsoll.serde.type.TypeReader;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Constants of an enum, by their ordinal as a varint. */
public record EnumSerializer<E extends Enum<E>>(Class<E> type, List<E> constants)
        implements TypeSerializer<E> {

    /** Creates the serializer of all constants of an enum. */
    public EnumSerializer(Class<E> type) {
        this(type, List.of(type.getEnumConstants()));
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public int getLength() {
        return VARIABLE_LENGTH;
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // writer and reader share the declaration
    public void serialize(E record, DataOutputView target) throws IOException {
        target.writeVarInt(record.ordinal());
    }

    @Override
    public E deserialize(DataInputView source) throws IOException {
        int ordinal = source.readLength();
        if (ordinal >= constants.size()) {
            throw new SerializationException(
                    "ordinal="
                            + ordinal
                            + " of "
                            + type.getSimpleName()
                            + " (expected less than "
                            + constants.size()
                            + ")",
                    source.getReadPosition());
        }
        return constants.get(ordinal);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.writeVarInt(source.readLength());
    }

    @Override
    public Schema schema() {
        return new Schema.EnumOf(
                type.getName(), constants.stream().map(constant -> constant.name()).toList());
    }

    @Override
    public TypeReader<E> readerOf(Schema written, SchemaResolution resolution) {
        if (!(written instanceof Schema.EnumOf then)) {
            return resolution.refuse(written, schema());
        }
        List<E> byOldOrdinal = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (String name : then.constants()) {
            constants.stream()
                    .filter(constant -> constant.name().equals(name))
                    .findFirst()
                    .ifPresentOrElse(byOldOrdinal::add, () -> gone.add(name));
        }
        return gone.isEmpty()
                ? new EnumSerializer<>(type, byOldOrdinal)
                : resolution.refuse(
                        "constants "
                                + gone
                                + " were written (expected only those of "
                                + type.getName()
                                + ")");
    }
}
