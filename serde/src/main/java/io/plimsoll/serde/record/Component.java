package io.plimsoll.serde.record;

import io.plimsoll.serde.container.NullableSerializer;
import io.plimsoll.serde.layout.FieldRun;
import io.plimsoll.serde.type.TypeSerializer;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record, or a field of a plain object.
 *
 * @param name its name
 * @param getter of type (owner)type
 * @param setter of type (owner, type)void, or null if the constructor takes it
 * @param serializer what writes it; takes null, too, if it is an object without a bit
 * @param nullBit notes its absence, or 0
 */
public record Component(
        String name,
        MethodHandle getter,
        @Nullable MethodHandle setter,
        TypeSerializer<?> serializer,
        long nullBit) {

    /** Returns its declared class. */
    public Class<?> type() {
        return getter.type().returnType();
    }

    /** Returns whether it cannot be null. */
    public boolean isPrimitive() {
        return type().isPrimitive();
    }

    /** Adds the component to a run and returns it with its bit, or what stands in for that. */
    Component in(FieldRun.Builder run) {
        if (isPrimitive()) {
            run.primitive(serializer, serializer.getLength());
            return this;
        }
        if (!run.hasBit()) {
            TypeSerializer<?> nullable = new NullableSerializer<>(serializer);
            run.primitive(nullable, FieldRun.VARIABLE);
            return new Component(name, getter, setter, nullable, 0);
        }
        return new Component(
                name, getter, setter, serializer, run.object(serializer, serializer.getLength()));
    }

    /** Returns what it is where older bytes do not have it: 0, false, null, Optional.empty(). */
    @Nullable Object defaultValue() {
        if (isPrimitive()) {
            return Array.get(Array.newInstance(type(), 1), 0);
        }
        return type() == Optional.class ? Optional.empty() : null;
    }

    static int indexOf(String name, List<Component> components) {
        for (int i = 0; i < components.size(); i++) {
            if (components.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
