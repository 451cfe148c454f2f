package io.plimsoll.serde.record;

import io.plimsoll.serde.layout.Nulls;
import io.plimsoll.serde.schema.Schema;
import io.plimsoll.serde.type.SchemaResolution;
import io.plimsoll.serde.type.TypeReader;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.BinaryCopier;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DiscardingOutputView;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads records whose fields were others: added, removed, moved or of another type since. */
final class OldRecordReader<T> implements TypeReader<T> {

    /**
     * A field as it was written.
     *
     * @param index of the component that it is now, or -1 if it is gone
     * @param nullBit notes its absence, or 0
     * @param reader reads it, if it is still there
     * @param skipper skips it, if it is gone
     */
    private record OldField(
            int index,
            long nullBit,
            @Nullable TypeReader<?> reader,
            @Nullable BinaryCopier skipper) {}

    private final ObjectMaker<T> maker;
    private final OldField[] fields;
    private final @Nullable Object[] defaults;
    private final long allowedNulls;
    private final boolean hasNulls;

    private OldRecordReader(ObjectMaker<T> maker, OldField[] fields) {
        this.maker = maker;
        this.fields = fields;
        this.defaults = maker.components().stream().map(Component::defaultValue).toArray();
        long bits = 0;
        for (OldField field : fields) {
            bits |= field.nullBit;
        }
        allowedNulls = bits;
        hasNulls = bits != 0 || fields.length == 0;
    }

    static <T> TypeReader<T> of(
            Schema.RecordOf written, ObjectMaker<T> maker, SchemaResolution resolution) {
        OldField[] fields = new OldField[written.fields().size()];
        long nextBit = 1;
        for (int i = 0; i < fields.length; i++) {
            Schema.Field field = written.fields().get(i);
            long nullBit = field.primitive() ? 0 : nextBit;
            if (!field.primitive()) {
                // Behind the last bit this is 0: the others carry a presence byte.
                nextBit <<= 1;
            }
            fields[i] = field(field, nullBit, maker.components(), resolution);
        }
        return new OldRecordReader<>(maker, fields);
    }

    private static OldField field(
            Schema.Field field,
            long nullBit,
            List<Component> components,
            SchemaResolution resolution) {
        int index = Component.indexOf(field.name(), components);
        if (index < 0) {
            BinaryCopier skipper = resolution.skipper(field.name(), field.schema());
            return new OldField(-1, nullBit, null, skipper);
        }
        Component now = components.get(index);
        if (now.isPrimitive() && !field.primitive()) {
            TypeReader<?> refused =
                    resolution.refuse(
                            field.name()
                                    + ": "
                                    + field.schema().describe()
                                    + " was written that may be null (expected "
                                    + now.type().getName()
                                    + ")");
            return new OldField(index, nullBit, refused, null);
        }
        TypeSerializer<?> serializer = now.serializer();
        return new OldField(
                index, nullBit, resolution.reader(field.name(), field.schema(), serializer), null);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        long nulls = hasNulls ? Nulls.read(source, allowedNulls) : 0;
        @Nullable Object[] values = defaults.clone();
        boolean[] given = new boolean[values.length];
        for (OldField field : fields) {
            boolean isNull = (nulls & field.nullBit) != 0;
            if (field.index >= 0) {
                given[field.index] = true;
            }
            if (isNull) {
                continue;
            }
            if (field.reader != null) {
                values[field.index] = field.reader.deserialize(source);
            } else if (field.skipper != null) {
                field.skipper.copy(source, DiscardingOutputView.INSTANCE);
            }
        }
        return maker.make(values, given, source);
    }
}
