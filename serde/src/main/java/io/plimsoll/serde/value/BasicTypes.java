package io.plimsoll.serde.value;

import io.plimsoll.serde.schema.BasicKind;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The layout of the types that consist of nothing else.
 *
 * <pre>
 *   boolean..double   1..8   as {@link DataOutput} writes them
 *   String            n      length as varint, UTF-8
 *   BigInteger        n      length as varint, two's complement
 *   BigDecimal        n      scale (4), unscaled value as BigInteger
 *   UUID              16     as in RFC 9562
 *   java.time                see {@link TimeTypes}
 * </pre>
 */
public final class BasicTypes {

    static final TypeSerializer<Boolean> BOOLEAN =
            basic(BasicKind.BOOLEAN, (v, out) -> out.writeBoolean(v), DataInput::readBoolean);
    static final TypeSerializer<Byte> BYTE =
            basic(BasicKind.BYTE, (v, out) -> out.writeByte(v), DataInput::readByte);
    static final TypeSerializer<Short> SHORT =
            basic(BasicKind.SHORT, (v, out) -> out.writeShort(v), DataInput::readShort);
    static final TypeSerializer<Character> CHAR =
            basic(BasicKind.CHAR, (v, out) -> out.writeChar(v), DataInput::readChar);
    public static final TypeSerializer<Integer> INT =
            basic(BasicKind.INT, (v, out) -> out.writeInt(v), DataInput::readInt);
    public static final TypeSerializer<Long> LONG =
            basic(BasicKind.LONG, (v, out) -> out.writeLong(v), DataInput::readLong);
    static final TypeSerializer<Float> FLOAT =
            basic(BasicKind.FLOAT, (v, out) -> out.writeFloat(v), DataInput::readFloat);
    public static final TypeSerializer<Double> DOUBLE =
            basic(BasicKind.DOUBLE, (v, out) -> out.writeDouble(v), DataInput::readDouble);
    public static final TypeSerializer<String> STRING =
            basic(BasicKind.STRING, (v, out) -> out.writeString(v), DataInputView::readString);

    private static final Map<Class<?>, TypeSerializer<?>> BY_TYPE = new HashMap<>();

    static {
        add(BOOLEAN, Boolean.class, boolean.class);
        add(BYTE, Byte.class, byte.class);
        add(SHORT, Short.class, short.class);
        add(CHAR, Character.class, char.class);
        add(INT, Integer.class, int.class);
        add(LONG, Long.class, long.class);
        add(FLOAT, Float.class, float.class);
        add(DOUBLE, Double.class, double.class);
        add(STRING, String.class);
        add(
                basic(
                        BasicKind.BIG_INTEGER,
                        BasicTypes::writeBigInteger,
                        BasicTypes::readBigInteger),
                BigInteger.class);
        add(
                basic(
                        BasicKind.BIG_DECIMAL,
                        BasicTypes::writeBigDecimal,
                        BasicTypes::readBigDecimal),
                BigDecimal.class);
        add(
                basic(
                        BasicKind.UUID,
                        (v, out) -> {
                            out.writeLong(v.getMostSignificantBits());
                            out.writeLong(v.getLeastSignificantBits());
                        },
                        in -> new UUID(in.readLong(), in.readLong())),
                UUID.class);
        BY_TYPE.putAll(TimeTypes.all());
    }

    private BasicTypes() {}

    /** Returns the serializer of a basic type, or null if it is none. */
    public static @Nullable TypeSerializer<?> of(Class<?> type) {
        return BY_TYPE.get(type);
    }

    static <T> TypeSerializer<T> basic(
            BasicKind kind, BasicSerializer.Writer<T> writer, BasicSerializer.Reader<T> reader) {
        return new BasicSerializer<>(kind, writer, reader);
    }

    private static void add(TypeSerializer<?> serializer, Class<?>... types) {
        for (Class<?> type : types) {
            BY_TYPE.put(type, serializer);
        }
    }

    private static void writeBigInteger(BigInteger value, DataOutputView target)
            throws IOException {
        byte[] bytes = value.toByteArray();
        target.writeVarInt(bytes.length);
        target.write(bytes);
    }

    static BigInteger readBigInteger(DataInputView source) throws IOException {
        return new BigInteger(source.readBytes(source.readLength()));
    }

    private static void writeBigDecimal(BigDecimal value, DataOutputView target)
            throws IOException {
        target.writeInt(value.scale());
        writeBigInteger(value.unscaledValue(), target);
    }

    private static BigDecimal readBigDecimal(DataInputView source) throws IOException {
        int scale = source.readInt();
        return new BigDecimal(readBigInteger(source), scale);
    }
}
