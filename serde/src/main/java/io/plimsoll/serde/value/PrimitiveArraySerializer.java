package io.plimsoll.serde.value;

import io.plimsoll.serde.layout.Copies;
import io.plimsoll.serde.schema.BasicKind;
import io.plimsoll.serde.schema.Schema;
import io.plimsoll.serde.type.SchemaResolution;
import io.plimsoll.serde.type.TypeReader;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of primitives: the length as a varint, then the components.
 *
 * @param component the kind of their components
 * @param type the class of the arrays
 * @param writer writes a range of components
 * @param reader reads a range of components
 */
public record PrimitiveArraySerializer<A>(
        BasicKind component, Class<A> type, Writer<A> writer, Reader<A> reader)
        implements TypeSerializer<A> {

    @FunctionalInterface
    interface Writer<A> {
        void write(A array, int from, int to, DataOutputView target) throws IOException;
    }

    @FunctionalInterface
    interface Reader<A> {
        void read(A array, int from, int to, DataInputView source) throws IOException;
    }

    private static final List<PrimitiveArraySerializer<?>> ALL =
            List.of(
                    new PrimitiveArraySerializer<>(
                            BasicKind.BOOLEAN,
                            boolean[].class,
                            (a, from, to, out) -> {
                                for (int i = from; i < to; i++) {
                                    out.writeBoolean(a[i]);
                                }
                            },
                            (a, from, to, in) -> {
                                for (int i = from; i < to; i++) {
                                    a[i] = in.readBoolean();
                                }
                            }),
                    new PrimitiveArraySerializer<>(
                            BasicKind.BYTE,
                            byte[].class,
                            (a, from, to, out) -> out.write(a, from, to - from),
                            (a, from, to, in) -> in.readFully(a, from, to - from)),
                    new PrimitiveArraySerializer<>(
                            BasicKind.SHORT,
                            short[].class,
                            (a, from, to, out) -> {
                                for (int i = from; i < to; i++) {
                                    out.writeShort(a[i]);
                                }
                            },
                            (a, from, to, in) -> {
                                for (int i = from; i < to; i++) {
                                    a[i] = in.readShort();
                                }
                            }),
                    new PrimitiveArraySerializer<>(
                            BasicKind.CHAR,
                            char[].class,
                            (a, from, to, out) -> {
                                for (int i = from; i < to; i++) {
                                    out.writeChar(a[i]);
                                }
                            },
                            (a, from, to, in) -> {
                                for (int i = from; i < to; i++) {
                                    a[i] = in.readChar();
                                }
                            }),
                    new PrimitiveArraySerializer<>(
                            BasicKind.INT,
                            int[].class,
                            (a, from, to, out) -> {
                                for (int i = from; i < to; i++) {
                                    out.writeInt(a[i]);
                                }
                            },
                            (a, from, to, in) -> {
                                for (int i = from; i < to; i++) {
                                    a[i] = in.readInt();
                                }
                            }),
                    new PrimitiveArraySerializer<>(
                            BasicKind.LONG,
                            long[].class,
                            (a, from, to, out) -> {
                                for (int i = from; i < to; i++) {
                                    out.writeLong(a[i]);
                                }
                            },
                            (a, from, to, in) -> {
                                for (int i = from; i < to; i++) {
                                    a[i] = in.readLong();
                                }
                            }),
                    new PrimitiveArraySerializer<>(
                            BasicKind.FLOAT,
                            float[].class,
                            (a, from, to, out) -> {
                                for (int i = from; i < to; i++) {
                                    out.writeFloat(a[i]);
                                }
                            },
                            (a, from, to, in) -> {
                                for (int i = from; i < to; i++) {
                                    a[i] = in.readFloat();
                                }
                            }),
                    new PrimitiveArraySerializer<>(
                            BasicKind.DOUBLE,
                            double[].class,
                            (a, from, to, out) -> {
                                for (int i = from; i < to; i++) {
                                    out.writeDouble(a[i]);
                                }
                            },
                            (a, from, to, in) -> {
                                for (int i = from; i < to; i++) {
                                    a[i] = in.readDouble();
                                }
                            }));

    /** Components for which space is taken on the word of a length. */
    private static final int TRUSTED_COMPONENTS = 8192;

    /** Returns the serializer of a type of array, or null if it is not one of primitives. */
    public static @Nullable TypeSerializer<?> of(Class<?> type) {
        for (PrimitiveArraySerializer<?> serializer : ALL) {
            if (serializer.type == type) {
                return serializer;
            }
        }
        return null;
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public int getLength() {
        return VARIABLE_LENGTH;
    }

    @Override
    public void serialize(A record, DataOutputView target) throws IOException {
        int length = Array.getLength(record);
        target.writeVarInt(length);
        writer.write(record, 0, length, target);
    }

    @Override
    public A deserialize(DataInputView source) throws IOException {
        int length = source.readLength();
        int known = Math.min(length, TRUSTED_COMPONENTS);
        A array = newArray(known);
        reader.read(array, 0, known, source);
        while (known < length) {
            int grown = (int) Math.min(length, 2L * known);
            A larger = newArray(grown);
            System.arraycopy(array, 0, larger, 0, known);
            reader.read(larger, known, grown, source);
            array = larger;
            known = grown;
        }
        return array;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        Copies.primitives(source, target, component.fixedBytes());
    }

    @Override
    public Schema schema() {
        return new Schema.PrimitiveArray(component);
    }

    @Override
    public TypeReader<A> readerOf(Schema written, SchemaResolution resolution) {
        TypeReader<?> reader =
                written instanceof Schema.PrimitiveArray array
                        ? Widening.reader(array.component(), component)
                        : null;
        return reader == null
                ? resolution.refuse(written, schema())
                : source -> readWidened(source, reader);
    }

    private A readWidened(DataInputView source, TypeReader<?> reader) throws IOException {
        int length = source.readLength();
        List<@Nullable Object> components = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            components.add(reader.deserialize(source));
        }
        A array = newArray(length);
        for (int i = 0; i < length; i++) {
            Array.set(array, i, components.get(i));
        }
        return array;
    }

    @SuppressWarnings("unchecked") // Array makes arrays of the class that it is given
    private A newArray(int length) {
        return (A) Array.newInstance(type.getComponentType(), length);
    }
}
