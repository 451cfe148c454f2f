package io.plimsoll.serde.record;

import static java.lang.invoke.MethodHandles.collectArguments;
import static java.lang.invoke.MethodHandles.dropArguments;
import static java.lang.invoke.MethodHandles.filterArguments;
import static java.lang.invoke.MethodHandles.foldArguments;
import static java.lang.invoke.MethodHandles.insertArguments;
import static java.lang.invoke.MethodHandles.permuteArguments;
import static java.lang.invoke.MethodType.methodType;

import io.plimsoll.serde.layout.FieldRun;
import io.plimsoll.serde.layout.Nulls;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The code that writes and reads a class of records or plain objects, put together from its
 * accessors, its constructor, its fields and the methods of the views.
 *
 * <pre>{@code
 * writer: (record, out) -> { out.writeVarLong(nulls(record)); out.writeLong(record.a()); ... }
 * reader: in -> { long nulls = in.readVarLong(); return new R(in.readLong(), ...); }
 * }</pre>
 *
 * @param writer of type (Object, DataOutputView)void
 * @param reader of type (DataInputView)Object
 */
@SuppressWarnings("UnusedMethod") // find() looks them up by name
record RecordHandles(MethodHandle writer, MethodHandle reader) {

    private static final MethodHandles.Lookup OWN = MethodHandles.lookup();

    private static final MethodHandle WRITE_NULLS =
            find(DataOutputView.class, "writeVarLong", void.class, long.class);
    private static final MethodHandle READ_NULLS = nullsReader();
    private static final MethodHandle ADD_NULL =
            find(null, "addNull", long.class, long.class, Object.class, long.class);
    private static final MethodHandle WRITE_OBJECT =
            find(
                    null,
                    "writeObject",
                    void.class,
                    TypeSerializer.class,
                    long.class,
                    Object.class,
                    DataOutputView.class);
    private static final MethodHandle READ_OBJECT =
            find(
                    null,
                    "readObject",
                    Object.class,
                    TypeSerializer.class,
                    long.class,
                    long.class,
                    DataInputView.class);
    private static final MethodHandle REFUSE =
            find(null, "refuse", Object.class, RuntimeException.class);

    /** A record's own constructor does not accept the components; says why in {@link #reason}. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final RuntimeException reason;

        Refused(RuntimeException reason) {
            super(reason);
            this.reason = reason;
        }

        RuntimeException reason() {
            return reason;
        }
    }

    /**
     * Makes the handles.
     *
     * @param type the class
     * @param components with their bits; they have setters if the constructor takes none of them
     * @param run the same components
     * @param constructor takes all components, or none
     */
    static RecordHandles of(
            Class<?> type, List<Component> components, FieldRun run, MethodHandle constructor) {
        boolean hasNulls = run.hasNulls();
        boolean hasSetters = constructor.type().parameterCount() < components.size();
        MethodHandle all =
                hasSetters
                        ? setterReader(constructor, components)
                        : constructorReader(constructor, components);
        all =
                hasNulls
                        ? foldArguments(all, insertArguments(READ_NULLS, 0, run.allowedNulls()))
                        : insertArguments(all, 0, 0L);
        return new RecordHandles(
                writer(type, components, hasNulls),
                all.asType(methodType(Object.class, DataInputView.class)));
    }

    private static MethodHandle writer(
            Class<?> type, List<Component> components, boolean hasNulls) {
        List<MethodHandle> steps = new ArrayList<>();
        if (hasNulls) {
            // (out, nulls) becomes (nulls, out), then (record, out)
            MethodHandle swapped =
                    permuteArguments(
                            WRITE_NULLS,
                            methodType(void.class, long.class, DataOutputView.class),
                            1,
                            0);
            steps.add(filterArguments(swapped, 0, nullsOf(type, components)));
        }
        for (Component component : components) {
            steps.add(filterArguments(writerOf(component), 0, component.getter()));
        }
        MethodHandle all = steps.getLast();
        for (MethodHandle step : steps.reversed().subList(1, steps.size())) {
            all = foldArguments(all, step);
        }
        return all.asType(methodType(void.class, Object.class, DataOutputView.class));
    }

    /** Returns a handle of type (record)long that has a bit for each component that is null. */
    private static MethodHandle nullsOf(Class<?> type, List<Component> components) {
        MethodHandle nulls = dropArguments(MethodHandles.constant(long.class, 0L), 0, type);
        for (Component component : components) {
            if (component.nullBit() != 0) {
                MethodHandle add =
                        filterArguments(
                                insertArguments(ADD_NULL, 0, component.nullBit()),
                                0,
                                component.getter().asType(methodType(Object.class, type)));
                MethodHandle nullsFirst =
                        permuteArguments(add, methodType(long.class, long.class, type), 1, 0);
                nulls = foldArguments(nullsFirst, nulls);
            }
        }
        return nulls;
    }

    /** Returns a handle of type (component, DataOutputView)void. */
    private static MethodHandle writerOf(Component component) {
        Class<?> type = component.type();
        if (!type.isPrimitive()) {
            return insertArguments(WRITE_OBJECT, 0, component.serializer(), component.nullBit())
                    .asType(methodType(void.class, type, DataOutputView.class));
        }
        boolean asInt = type == byte.class || type == short.class || type == char.class;
        MethodHandle write =
                find(
                        DataOutputView.class,
                        "write" + nameOf(type),
                        void.class,
                        asInt ? int.class : type);
        return permuteArguments(
                write.asType(methodType(void.class, DataOutputView.class, type)),
                methodType(void.class, type, DataOutputView.class),
                1,
                0);
    }

    /** Returns a handle of type (long nulls, DataInputView)record. */
    private static MethodHandle constructorReader(
            MethodHandle constructor, List<Component> components) {
        MethodHandle refuse =
                REFUSE.asType(methodType(constructor.type().returnType(), RuntimeException.class));
        MethodHandle all =
                MethodHandles.catchException(constructor, RuntimeException.class, refuse);
        // From (components...) over (some components..., nulls, in) to (nulls, in): each step
        // replaces the last component by reading it, so that the first is read first.
        all = dropArguments(all, components.size(), long.class, DataInputView.class);
        for (int i = components.size() - 1; i >= 0; i--) {
            all = foldArguments(all, i, readerOf(components.get(i)));
        }
        return all;
    }

    /** Returns a handle of type (long nulls, DataInputView)object. */
    private static MethodHandle setterReader(MethodHandle constructor, List<Component> components) {
        Class<?> type = constructor.type().returnType();
        MethodHandle all =
                dropArguments(MethodHandles.identity(type), 1, long.class, DataInputView.class);
        for (Component component : components.reversed()) {
            MethodHandle setter =
                    Objects.requireNonNull(component.setter(), "setter")
                            .asType(methodType(void.class, type, component.type()));
            all = foldArguments(all, collectArguments(setter, 1, readerOf(component)));
        }
        return foldArguments(all, 0, constructor);
    }

    /** Returns a handle of type (long nulls, DataInputView)component. */
    private static MethodHandle readerOf(Component component) {
        Class<?> type = component.type();
        if (type.isPrimitive()) {
            return dropArguments(
                    find(DataInputView.class, "read" + nameOf(type), type), 0, long.class);
        }
        return insertArguments(READ_OBJECT, 0, component.serializer(), component.nullBit())
                .asType(methodType(type, long.class, DataInputView.class));
    }

    private static String nameOf(Class<?> primitive) {
        String name = primitive.getName();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static long addNull(long bit, @Nullable Object value, long nulls) {
        return value == null ? nulls | bit : nulls;
    }

    private static void writeObject(
            TypeSerializer<@Nullable Object> serializer,
            long nullBit,
            @Nullable Object value,
            DataOutputView target)
            throws IOException {
        if (value != null || nullBit == 0) {
            serializer.serialize(value, target);
        }
    }

    private static @Nullable Object readObject(
            TypeSerializer<Object> serializer, long nullBit, long nulls, DataInputView source)
            throws IOException {
        return (nulls & nullBit) != 0 ? null : serializer.deserialize(source);
    }

    private static Object refuse(RuntimeException cause) {
        throw new Refused(cause);
    }

    /** Returns a handle of type (long allowed, DataInputView)long. */
    private static MethodHandle nullsReader() {
        try {
            MethodHandle read =
                    OWN.findStatic(
                            Nulls.class,
                            "read",
                            methodType(long.class, DataInputView.class, long.class));
            return permuteArguments(
                    read, methodType(long.class, long.class, DataInputView.class), 1, 0);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Finds a method of a view, or a static one of this class if {@code owner} is null. */
    private static MethodHandle find(
            @Nullable Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
        try {
            return owner == null
                    ? OWN.findStatic(RecordHandles.class, name, methodType(result, parameters))
                    : OWN.findVirtual(owner, name, methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
