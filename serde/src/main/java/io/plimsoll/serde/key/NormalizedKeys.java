package io.plimsoll.serde.key;

import io.plimsoll.serde.encoding.ByteStrings;
import io.plimsoll.serde.view.DataInputView;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.Collator;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.UUID;

/**
 * Encodings of single values that sort as their bytes do and that are prefix-free.
 *
 * <pre>
 *   boolean          1 byte    0 or 1
 *   byte..long       1..8      two's complement, sign bit flipped
 *   char             2         as it is
 *   enum             2         ordinal
 *   float, double    4, 8      negative: all bits flipped; else: sign bit flipped; NaN last, -0.0 = 0.0
 *   UUID             16        two longs
 *   java.time        2..n      see {@link TimeKeys}
 *   String, byte[]   n + 1     see {@link ByteStringKeys}
 *   BigInteger, BigDecimal     see {@link BigNumberKeys}
 *   marker           1         before a value that may be null
 * </pre>
 *
 * <p>An encoding is inverted for descending order by {@link KeySink#invert(int)}. Thread rule: as
 * the sink's.
 */
public final class NormalizedKeys {

    private NormalizedKeys() {}

    /** Appends a boolean; false sorts before true. */
    public static void putBoolean(KeySink sink, boolean value) {
        sink.putByte(value ? 1 : 0);
    }

    /** Appends a byte in signed order. */
    public static void putByte(KeySink sink, byte value) {
        sink.putByte(value ^ Byte.MIN_VALUE);
    }

    /** Appends a short in signed order. */
    public static void putShort(KeySink sink, short value) {
        sink.putShort(value ^ Short.MIN_VALUE);
    }

    /** Appends a char in the order of its code. */
    public static void putChar(KeySink sink, char value) {
        sink.putShort(value);
    }

    /** Appends an int in signed order. */
    public static void putInt(KeySink sink, int value) {
        sink.putInt(value ^ Integer.MIN_VALUE);
    }

    /** Appends a long in signed order. */
    public static void putLong(KeySink sink, long value) {
        sink.putLong(value ^ Long.MIN_VALUE);
    }

    /** Appends a float in numeric order: -0.0 equals 0.0, all NaNs are equal and come last. */
    public static void putFloat(KeySink sink, float value) {
        // Adding 0.0f turns -0.0f into 0.0f and changes nothing else.
        int bits = Float.floatToIntBits(value + 0.0f);
        sink.putInt(bits ^ ((bits >> 31) | Integer.MIN_VALUE));
    }

    /** Appends a double in numeric order: -0.0 equals 0.0, all NaNs are equal and come last. */
    public static void putDouble(KeySink sink, double value) {
        long bits = Double.doubleToLongBits(value + 0.0);
        sink.putLong(bits ^ ((bits >> 63) | Long.MIN_VALUE));
    }

    /** Appends an enum in the order of its declaration. */
    @SuppressWarnings("EnumOrdinal") // the order of declaration is what is asked for
    public static void putEnum(KeySink sink, Enum<?> value) {
        // A class file has no room for more than 65535 constants.
        sink.putShort(value.ordinal());
    }

    /** Appends a text in the order of its Unicode code points, which is that of its UTF-8 bytes. */
    public static void putString(KeySink sink, String value) {
        ByteStringKeys.putString(sink, value);
    }

    /**
     * Appends a byte string in unsigned lexicographic order, a shorter one before its extensions.
     */
    public static void putBytes(KeySink sink, byte[] value) {
        putBytes(sink, value, 0, value.length);
    }

    /**
     * Appends a part of an array as a byte string in unsigned lexicographic order.
     *
     * @param sink where to
     * @param source the array
     * @param offset its first byte
     * @param length how many bytes
     */
    public static void putBytes(KeySink sink, byte[] source, int offset, int length) {
        int from = sink.length();
        sink.putBytes(source, offset, length);
        ByteStringKeys.escapeAndTerminate(sink, from);
    }

    /**
     * Appends bytes that lie at an absolute address as a byte string in unsigned lexicographic
     * order.
     *
     * @param sink where to
     * @param address the first byte; the caller vouches for all of them
     * @param length how many bytes
     */
    public static void putBytes(KeySink sink, long address, int length) {
        int from = sink.length();
        sink.putBytes(address, length);
        ByteStringKeys.escapeAndTerminate(sink, from);
    }

    /**
     * Appends the next bytes of a view as a byte string in unsigned lexicographic order. UTF-8 that
     * was written as a text gives the key of that text.
     *
     * @param sink where to
     * @param source stands before the bytes, afterwards behind them
     * @param length how many; not trusted
     * @throws java.io.EOFException if there are not that many
     */
    public static void putBytes(KeySink sink, DataInputView source, int length) throws IOException {
        int from = sink.length();
        for (int rest = length; rest > 0; ) {
            int count = Math.min(rest, ByteStrings.TRUSTED_BYTES);
            int at = sink.append(count);
            source.readFully(sink.array(), at, count);
            rest -= count;
        }
        ByteStringKeys.escapeAndTerminate(sink, from);
    }

    /** Appends an integer of any size in numeric order. */
    public static void putBigInteger(KeySink sink, BigInteger value) {
        BigNumberKeys.putBigInteger(sink, value);
    }

    /**
     * Appends a decimal number in numeric order, exactly; the scale does not count: 1.0 equals
     * 1.00.
     */
    public static void putBigDecimal(KeySink sink, BigDecimal value) {
        BigNumberKeys.putBigDecimal(sink, value);
    }

    /** Appends an identifier in the order of {@link UUID#compareTo}: two signed longs. */
    public static void putUuid(KeySink sink, UUID value) {
        putLong(sink, value.getMostSignificantBits());
        putLong(sink, value.getLeastSignificantBits());
    }

    /**
     * Appends a text in the order of a collator: texts that are equal to it have equal keys. The
     * key depends on the collator's rules, hence on the JDK: for sorting, not for keeping.
     */
    public static void putCollated(KeySink sink, String value, Collator collator) {
        putBytes(sink, collator.getCollationKey(value).toByteArray());
    }

    /** Appends a date. */
    public static void putLocalDate(KeySink sink, LocalDate value) {
        TimeKeys.putLocalDate(sink, value);
    }

    /** Appends a time of day. */
    public static void putLocalTime(KeySink sink, LocalTime value) {
        TimeKeys.putLocalTime(sink, value);
    }

    /** Appends a date and time. */
    public static void putLocalDateTime(KeySink sink, LocalDateTime value) {
        TimeKeys.putLocalDateTime(sink, value);
    }

    /** Appends an instant. */
    public static void putInstant(KeySink sink, Instant value) {
        TimeKeys.putInstant(sink, value);
    }

    /** Appends a duration. */
    public static void putDuration(KeySink sink, Duration value) {
        TimeKeys.putDuration(sink, value);
    }

    /** Appends a date and time with its offset: the instant decides, then the local time. */
    public static void putOffsetDateTime(KeySink sink, OffsetDateTime value) {
        TimeKeys.putOffsetDateTime(sink, value);
    }

    /** Appends a date and time of a zone: the instant decides, then the local time, the zone. */
    public static void putZonedDateTime(KeySink sink, ZonedDateTime value) {
        TimeKeys.putZonedDateTime(sink, value);
    }

    /**
     * Appends the whole key of an absent value.
     *
     * @param sink where to
     * @param nulls where absent values sort; must be the same for all keys of an order
     */
    public static void putNull(KeySink sink, NullOrder nulls) {
        sink.putByte(nulls == NullOrder.FIRST ? 0 : 1);
    }

    /**
     * Appends the marker that goes before a present value where others may be absent.
     *
     * @param sink where to
     * @param nulls where absent values sort; must be the same for all keys of an order
     */
    public static void putPresent(KeySink sink, NullOrder nulls) {
        sink.putByte(nulls == NullOrder.FIRST ? 1 : 0);
    }

    /** Compares two floats as {@link #putFloat} orders them. */
    static int compareFloats(float left, float right) {
        return Float.compare(left + 0.0f, right + 0.0f);
    }

    /** Compares two doubles as {@link #putDouble} orders them. */
    static int compareDoubles(double left, double right) {
        return Double.compare(left + 0.0, right + 0.0);
    }
}
