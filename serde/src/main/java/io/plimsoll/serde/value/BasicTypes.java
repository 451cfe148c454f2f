package io.plimsoll.serde.value;

import static io.plimsoll.serde.type.TypeSerializer.VARIABLE_LENGTH;

import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
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
 *   LocalDate         6      year (4), month (1), day (1)
 *   LocalTime         8      nanoseconds of the day
 *   LocalDateTime     14     date, time
 *   Instant           12     seconds since 1970-01-01 (8), nanoseconds (4)
 *   Duration          12     seconds (8), nanoseconds (4)
 *   UUID              16     as in RFC 9562
 * </pre>
 */
public final class BasicTypes {

    static final TypeSerializer<Boolean> BOOLEAN =
            fixed(Boolean.class, 1, (v, out) -> out.writeBoolean(v), DataInput::readBoolean);
    static final TypeSerializer<Byte> BYTE =
            fixed(Byte.class, Byte.BYTES, (v, out) -> out.writeByte(v), DataInput::readByte);
    static final TypeSerializer<Short> SHORT =
            fixed(Short.class, Short.BYTES, (v, out) -> out.writeShort(v), DataInput::readShort);
    static final TypeSerializer<Character> CHAR =
            fixed(
                    Character.class,
                    Character.BYTES,
                    (v, out) -> out.writeChar(v),
                    DataInput::readChar);
    public static final TypeSerializer<Integer> INT =
            fixed(Integer.class, Integer.BYTES, (v, out) -> out.writeInt(v), DataInput::readInt);
    public static final TypeSerializer<Long> LONG =
            fixed(Long.class, Long.BYTES, (v, out) -> out.writeLong(v), DataInput::readLong);
    static final TypeSerializer<Float> FLOAT =
            fixed(Float.class, Float.BYTES, (v, out) -> out.writeFloat(v), DataInput::readFloat);
    public static final TypeSerializer<Double> DOUBLE =
            fixed(
                    Double.class,
                    Double.BYTES,
                    (v, out) -> out.writeDouble(v),
                    DataInput::readDouble);
    public static final TypeSerializer<String> STRING =
            fixed(
                    String.class,
                    VARIABLE_LENGTH,
                    (v, out) -> out.writeString(v),
                    DataInputView::readString);

    private static final int SECONDS_AND_NANOS_BYTES = Long.BYTES + Integer.BYTES;
    private static final int DATE_BYTES = Integer.BYTES + 2;

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
                BigInteger.class,
                VARIABLE_LENGTH,
                BasicTypes::writeBigInteger,
                BasicTypes::readBigInteger);
        add(
                BigDecimal.class,
                VARIABLE_LENGTH,
                BasicTypes::writeBigDecimal,
                BasicTypes::readBigDecimal);
        add(LocalDate.class, DATE_BYTES, BasicTypes::writeLocalDate, BasicTypes::readLocalDate);
        add(LocalTime.class, Long.BYTES, BasicTypes::writeLocalTime, BasicTypes::readLocalTime);
        add(
                LocalDateTime.class,
                DATE_BYTES + Long.BYTES,
                (v, out) -> {
                    writeLocalDate(v.toLocalDate(), out);
                    writeLocalTime(v.toLocalTime(), out);
                },
                in -> LocalDateTime.of(readLocalDate(in), readLocalTime(in)));
        add(
                Instant.class,
                SECONDS_AND_NANOS_BYTES,
                (v, out) -> writeSecondsAndNanos(v.getEpochSecond(), v.getNano(), out),
                in -> Instant.ofEpochSecond(in.readLong(), readNanos(in)));
        add(
                Duration.class,
                SECONDS_AND_NANOS_BYTES,
                (v, out) -> writeSecondsAndNanos(v.getSeconds(), v.getNano(), out),
                in -> Duration.ofSeconds(in.readLong(), readNanos(in)));
        add(
                UUID.class,
                2 * Long.BYTES,
                (v, out) -> {
                    out.writeLong(v.getMostSignificantBits());
                    out.writeLong(v.getLeastSignificantBits());
                },
                in -> new UUID(in.readLong(), in.readLong()));
    }

    private BasicTypes() {}

    /** Returns the serializer of a basic type, or null if it is none. */
    public static @Nullable TypeSerializer<?> of(Class<?> type) {
        return BY_TYPE.get(type);
    }

    private static <T> TypeSerializer<T> fixed(
            Class<T> type,
            int length,
            BasicSerializer.Writer<T> writer,
            BasicSerializer.Reader<T> reader) {
        return new BasicSerializer<>(type, length, writer, reader);
    }

    private static <T> void add(
            Class<T> type,
            int length,
            BasicSerializer.Writer<T> writer,
            BasicSerializer.Reader<T> reader) {
        add(fixed(type, length, writer, reader), type);
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

    private static BigInteger readBigInteger(DataInputView source) throws IOException {
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

    private static void writeLocalDate(LocalDate value, DataOutputView target) throws IOException {
        target.writeInt(value.getYear());
        target.writeByte(value.getMonthValue());
        target.writeByte(value.getDayOfMonth());
    }

    private static LocalDate readLocalDate(DataInputView source) throws IOException {
        return LocalDate.of(source.readInt(), source.readByte(), source.readByte());
    }

    private static void writeLocalTime(LocalTime value, DataOutputView target) throws IOException {
        target.writeLong(value.toNanoOfDay());
    }

    private static LocalTime readLocalTime(DataInputView source) throws IOException {
        return LocalTime.ofNanoOfDay(source.readLong());
    }

    private static void writeSecondsAndNanos(long seconds, int nanos, DataOutputView target)
            throws IOException {
        target.writeLong(seconds);
        target.writeInt(nanos);
    }

    private static int readNanos(DataInputView source) throws IOException {
        int nanos = source.readInt();
        if (nanos < 0 || nanos >= 1_000_000_000) {
            throw new DateTimeException("nanos=" + nanos + " (expected 0..999999999)");
        }
        return nanos;
    }
}
