package io.plimsoll.serde.record;

import io.plimsoll.serde.schema.Schema;
import io.plimsoll.serde.type.SchemaResolution;
import io.plimsoll.serde.type.TypeReader;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Objects of one of several classes, as those of a sealed type: the number of the class as a
 * varint, then the object.
 */
public final class UnionSerializer<T> implements TypeSerializer<T> {

    private final Class<T> type;
    private final List<Class<?>> classes;
    private final List<TypeSerializer<T>> serializers;
    private final Map<Class<?>, Integer> numbers = new HashMap<>();
    private final boolean immutable;

    /**
     * Makes the serializer.
     *
     * @param type what the classes have in common
     * @param classes the classes, each of which is exactly that of its objects
     * @param serializers a serializer for each
     */
    public UnionSerializer(
            Class<T> type, List<Class<?>> classes, List<TypeSerializer<T>> serializers) {
        this.type = type;
        this.classes = List.copyOf(classes);
        this.serializers = List.copyOf(serializers);
        for (Class<?> each : classes) {
            numbers.put(each, numbers.size());
        }
        immutable = serializers.stream().allMatch(TypeSerializer::isImmutableType);
    }

    @Override
    public boolean isImmutableType() {
        return immutable;
    }

    @Override
    public int getLength() {
        return VARIABLE_LENGTH;
    }

    @Override
    public void serialize(T record, DataOutputView target) throws IOException {
        Integer number = numbers.get(classOf(record));
        if (number == null) {
            throw new IllegalArgumentException(
                    "class="
                            + record.getClass().getName()
                            + " of "
                            + type.getName()
                            + " (expected one of "
                            + classes
                            + ")");
        }
        target.writeVarInt(number);
        serializers.get(number).serialize(record, target);
    }

    private static Class<?> classOf(Object object) {
        return object instanceof Enum<?> constant
                ? constant.getDeclaringClass()
                : object.getClass();
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        return serializers.get(readNumber(source, serializers.size())).deserialize(source);
    }

    private int readNumber(DataInputView source, int count) throws IOException {
        int number = source.readLength();
        if (number >= count) {
            throw new SerializationException(
                    "class="
                            + number
                            + " of "
                            + type.getSimpleName()
                            + " (expected less than "
                            + count
                            + ")",
                    source.getReadPosition());
        }
        return number;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int number = readNumber(source, serializers.size());
        target.writeVarInt(number);
        serializers.get(number).copy(source, target);
    }

    @Override
    public Schema schema() {
        List<Schema.Case> cases = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            cases.add(new Schema.Case(nameOf(classes.get(i)), serializers.get(i).schema()));
        }
        return new Schema.Union(type.getName(), cases);
    }

    /** A class may be moved together with the others, hence without its package. */
    private static String nameOf(Class<?> type) {
        return type.getSimpleName();
    }

    @Override
    public TypeReader<T> readerOf(Schema written, SchemaResolution resolution) {
        if (!(written instanceof Schema.Union then)) {
            return resolution.refuse(written, schema());
        }
        List<TypeReader<T>> readers = new ArrayList<>();
        for (Schema.Case one : then.cases()) {
            int index = classes.stream().map(UnionSerializer::nameOf).toList().indexOf(one.name());
            if (index < 0) {
                return resolution.refuse(
                        "class " + one.name() + " was written (expected one of " + classes + ")");
            }
            readers.add(resolution.reader(one.name(), one.schema(), serializers.get(index)));
        }
        return source -> readers.get(readNumber(source, readers.size())).deserialize(source);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnionSerializer<?> that
                && type == that.type
                && classes.equals(that.classes)
                && serializers.equals(that.serializers);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + classes.hashCode();
    }

    @Override
    public String toString() {
        return "UnionSerializer[type=" + type.getName() + "]";
    }
}
