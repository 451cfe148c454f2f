package io.plimsoll.serde.record;

import static java.lang.invoke.MethodType.methodType;

import io.plimsoll.serde.layout.FieldRun;
import io.plimsoll.serde.schema.Schema;
import io.plimsoll.serde.type.SchemaResolution;
import io.plimsoll.serde.type.TypeReader;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/**
 * Java records and plain objects: which fields are null, then the others, those of a record in the
 * order of their declaration, those of a plain object as {@link PlainFields} orders them.
 *
 * <pre>
 *   nulls        varint, bit i for the i-th of the first 64 fields that are objects; left out if
 *                there are fields but none of them is an object
 *   fields       primitives as they are; objects unless they are null; objects behind the 64th with a
 *                presence byte each
 * </pre>
 *
 * <p>{@link RecordHandles} makes two method handles for the whole of it, which the JIT compiler
 * turns into straight code: no reflection, no array of components.
 */
public final class RecordSerializer<T> implements TypeSerializer<T> {

    private final Class<T> type;
    private final List<Component> components;
    private final FieldRun run;
    private final boolean immutable;
    private final MethodHandle constructor;

    /** Of type (Object, DataOutputView)void. */
    private final MethodHandle writer;

    /** Of type (DataInputView)Object. */
    private final MethodHandle reader;

    private RecordSerializer(Class<T> type, MethodHandle constructor, List<Component> bare) {
        FieldRun.Builder builder = new FieldRun.Builder();
        this.type = type;
        this.constructor = constructor;
        this.components = bare.stream().map(component -> component.in(builder)).toList();
        this.run = builder.build();
        this.immutable =
                type.isRecord() && bare.stream().allMatch(c -> c.serializer().isImmutableType());
        RecordHandles handles = RecordHandles.of(type, components, run, constructor);
        this.writer = handles.writer();
        this.reader = handles.reader();
    }

    /**
     * Makes the serializer of a class of records.
     *
     * @param type the record class
     * @param serializers a serializer for each component
     * @param lookup may call accessors and constructor
     * @throws IllegalAccessException if it may not
     */
    public static <T> RecordSerializer<T> of(
            Class<T> type, List<TypeSerializer<?>> serializers, MethodHandles.Lookup lookup)
            throws IllegalAccessException {
        List<Component> components = new ArrayList<>();
        List<Class<?>> types = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            types.add(component.getType());
            components.add(
                    new Component(
                            component.getName(),
                            lookup.unreflect(component.getAccessor()),
                            null,
                            serializers.get(components.size()),
                            0));
        }
        try {
            MethodHandle constructor = lookup.findConstructor(type, methodType(void.class, types));
            return new RecordSerializer<>(type, constructor, components);
        } catch (NoSuchMethodException e) {
            throw new AssertionError("every record has a canonical constructor", e);
        }
    }

    /**
     * Makes the serializer of a class of plain objects.
     *
     * @param type the class
     * @param serializers a serializer for each of {@link PlainFields#of}
     * @param lookups gives for a class a lookup that sees its private members
     * @throws IllegalAccessException if it does not
     */
    public static <T> RecordSerializer<T> ofPlain(
            Class<T> type, List<TypeSerializer<?>> serializers, Lookups lookups)
            throws IllegalAccessException {
        List<Component> components = new ArrayList<>();
        for (Field field : PlainFields.of(type)) {
            MethodHandles.Lookup lookup = lookups.of(field.getDeclaringClass());
            components.add(
                    new Component(
                            field.getName(),
                            lookup.unreflectGetter(field).asType(methodType(field.getType(), type)),
                            lookup.unreflectSetter(field),
                            serializers.get(components.size()),
                            0));
        }
        MethodHandle constructor =
                lookups.of(type).unreflectConstructor(PlainFields.constructorOf(type));
        return new RecordSerializer<>(type, constructor, components);
    }

    /** Gives for a class a lookup that sees what it keeps private. */
    @FunctionalInterface
    public interface Lookups {

        /**
         * Returns the lookup.
         *
         * @throws IllegalAccessException if there is none
         */
        MethodHandles.Lookup of(Class<?> type) throws IllegalAccessException;
    }

    /** Returns the fields in the order in which they are written. */
    public List<Component> components() {
        return components;
    }

    /** Returns where the fields lie. */
    public FieldRun run() {
        return run;
    }

    @Override
    public boolean isImmutableType() {
        return immutable;
    }

    @Override
    public int getLength() {
        return run.lengthBytes();
    }

    @Override
    public void serialize(T record, DataOutputView target) throws IOException {
        if (record.getClass() != type) {
            throw new IllegalArgumentException(
                    "class="
                            + record.getClass().getName()
                            + " (expected "
                            + type.getName()
                            + " itself: fields of subclasses would be lost; seal it, or name the"
                            + " classes to TypeSerializerFactory.union)");
        }
        try {
            writer.invokeExact((Object) record, target);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(
                    "an accessor or serializer throws what it does not declare", e);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // the reader ends in the constructor of the type
    public T deserialize(DataInputView source) throws IOException {
        try {
            return (T) (Object) reader.invokeExact(source);
        } catch (RecordHandles.Refused e) {
            throw new SerializationException(
                    "record=" + type.getSimpleName() + " refuses its components: " + e.reason(),
                    source.getReadPosition(),
                    e.reason());
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(
                    "a constructor or serializer throws what it does not declare", e);
        }
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        run.copy(source, target);
    }

    @Override
    public Schema schema() {
        return new Schema.RecordOf(
                type.getName(),
                components.stream()
                        .map(c ->
                                new Schema.Field(
                                        c.name(), c.isPrimitive(), c.serializer().schema()))
                        .toList());
    }

    @Override
    public TypeReader<T> readerOf(Schema written, SchemaResolution resolution) {
        return written instanceof Schema.RecordOf then
                ? OldRecordReader.of(
                        then, ObjectMaker.of(type, constructor, components), resolution)
                : resolution.refuse(written, schema());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordSerializer<?> that
                && type == that.type
                && serializers().equals(that.serializers());
    }

    private List<TypeSerializer<?>> serializers() {
        List<TypeSerializer<?>> serializers = new ArrayList<>();
        components.forEach(component -> serializers.add(component.serializer()));
        return serializers;
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + serializers().hashCode();
    }

    @Override
    public String toString() {
        return "RecordSerializer[type=" + type.getName() + "]";
    }
}
