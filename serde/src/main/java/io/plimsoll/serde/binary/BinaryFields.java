package io.plimsoll.serde.binary;

import io.plimsoll.serde.container.NullableSerializer;
import io.plimsoll.serde.record.Component;
import io.plimsoll.serde.record.RecordSerializer;
import io.plimsoll.serde.type.TypeSerializer;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a type of records or plain objects, in their bytes.
 *
 * <pre>{@code
 * BinaryFields trades = BinaryFields.of(TypeSerializers.of(Trade.class));
 * FieldAccess time = trades.field("time");
 * long t = time.getLong(view);      // the view stands at a record's first byte
 * }</pre>
 *
 * <p>Thread rule: immutable.
 */
public final class BinaryFields {

    private final RecordSerializer<?> serializer;

    private BinaryFields(RecordSerializer<?> serializer) {
        this.serializer = serializer;
    }

    /**
     * Returns the fields that a serializer writes.
     *
     * @throws IllegalArgumentException if it is none of records or plain objects
     */
    public static BinaryFields of(TypeSerializer<?> serializer) {
        return new BinaryFields(records(serializer));
    }

    private static RecordSerializer<?> records(TypeSerializer<?> serializer) {
        if (serializer.actual() instanceof RecordSerializer<?> records) {
            return records;
        }
        throw new IllegalArgumentException(
                "serializer="
                        + serializer.schema().describe()
                        + " (expected one of records or plain objects)");
    }

    /** Returns the names of the fields in the order in which they are written. */
    public List<String> names() {
        return serializer.components().stream().map(Component::name).toList();
    }

    /**
     * Returns the way to a field, or to one inside it.
     *
     * @param path its name, or several with dots between them: {@code customer.address.zip}
     * @throws IllegalArgumentException if there is none
     */
    public FieldAccess field(String path) {
        List<FieldAccess.Step> steps = new ArrayList<>();
        TypeSerializer<?> at = serializer;
        Component last = null;
        for (String name : path.split("\\.", -1)) {
            RecordSerializer<?> records = records(at);
            last = component(records, name);
            boolean marked = !last.isPrimitive() && last.nullBit() == 0;
            at =
                    marked && last.serializer() instanceof NullableSerializer<?> nullable
                            ? nullable.value()
                            : last.serializer();
            steps.add(
                    new FieldAccess.Step(
                            records.run(), records.components().indexOf(last), marked));
        }
        if (last == null) {
            throw new IllegalArgumentException("path= (expected the name of a field)");
        }
        return new FieldAccess(path, steps, at.actual(), last.type());
    }

    private static Component component(RecordSerializer<?> records, String name) {
        return records.components().stream()
                .filter(component -> component.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "field="
                                        + name
                                        + " (expected one of "
                                        + records.components().stream()
                                                .map(Component::name)
                                                .toList()
                                        + ")"));
    }
}
