package io.plimsoll.serde.key;

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
import java.util.Arrays;
import java.util.Comparator;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order of records, told by their fields: both bytes to sort by and a {@link Comparator}.
 *
 * <pre>{@code
 * SortKey<Trade> byTimeThenSymbol =
 *     SortKey.ofLong(Trade::time).then(SortKey.ofString(Trade::symbol).descending());
 * }</pre>
 *
 * <p>Every order is total and well defined: text goes by Unicode code point, -0.0 equals 0.0, NaN
 * stands behind all numbers, decimals compare by value. {@link #descending()} reverses the values;
 * absent ones stay where {@link #nullsFirst()} or {@link #nullsLast()} put them. A field that is
 * null without either is refused with a {@link NullPointerException}.
 *
 * <p>Thread rule: immutable; as safe to share as the functions given to it.
 *
 * @param <T> the type of the records
 */
public final class SortKey<T> implements NormalizedKey<T> {

    private final KeyPart<? super T>[] parts;

    private SortKey(KeyPart<? super T>[] parts) {
        this.parts = parts;
    }

    /** Orders by a {@code long} field. */
    public static <T> SortKey<T> ofLong(ToLongFunction<? super T> field) {
        return single(new KeyPart.OfLong<>(field, false));
    }

    /** Orders by an {@code int} field. */
    public static <T> SortKey<T> ofInt(ToIntFunction<? super T> field) {
        return single(new KeyPart.OfInt<>(field, Integer.MIN_VALUE, Integer.BYTES, false));
    }

    /** Orders by a {@code short} field, which the method reference widens; others are refused. */
    public static <T> SortKey<T> ofShort(ToIntFunction<? super T> field) {
        return single(new KeyPart.OfInt<>(field, Short.MIN_VALUE, Short.BYTES, false));
    }

    /** Orders by a {@code byte} field, which the method reference widens; others are refused. */
    public static <T> SortKey<T> ofByte(ToIntFunction<? super T> field) {
        return single(new KeyPart.OfInt<>(field, Byte.MIN_VALUE, Byte.BYTES, false));
    }

    /** Orders by a {@code char} field, which the method reference widens; others are refused. */
    public static <T> SortKey<T> ofChar(ToIntFunction<? super T> field) {
        return single(new KeyPart.OfInt<>(field, Character.MIN_VALUE, Character.BYTES, false));
    }

    /** Orders by a {@code boolean} field, false first. */
    public static <T> SortKey<T> ofBoolean(Predicate<? super T> field) {
        return single(new KeyPart.OfInt<T>(r -> field.test(r) ? 1 : 0, 0, Byte.BYTES, false));
    }

    /** Orders by a {@code double} field; -0.0 equals 0.0, NaN is last. */
    public static <T> SortKey<T> ofDouble(ToDoubleFunction<? super T> field) {
        return single(new KeyPart.OfDouble<>(field, false, false));
    }

    /** Orders by a {@code float} field, which the method reference widens; doubles are rounded. */
    public static <T> SortKey<T> ofFloat(ToDoubleFunction<? super T> field) {
        return single(new KeyPart.OfDouble<>(field, true, false));
    }

    /** Orders by a text in the order of its code points (that of UTF-8, not of UTF-16). */
    public static <T> SortKey<T> ofString(Function<? super T, ? extends @Nullable String> field) {
        return value(field, NormalizedKeys::putString, SortKey::compareCodePoints);
    }

    /** Orders by a byte array in unsigned lexicographic order. */
    public static <T> SortKey<T> ofBytes(Function<? super T, byte @Nullable []> field) {
        return value(field, NormalizedKeys::putBytes, Arrays::compareUnsigned);
    }

    /** Orders by an integer of any size. */
    public static <T> SortKey<T> ofBigInteger(
            Function<? super T, ? extends @Nullable BigInteger> field) {
        return value(field, NormalizedKeys::putBigInteger, Comparator.naturalOrder());
    }

    /** Orders by the value of a decimal number: 1.0 equals 1.00. */
    public static <T> SortKey<T> ofBigDecimal(
            Function<? super T, ? extends @Nullable BigDecimal> field) {
        return value(field, NormalizedKeys::putBigDecimal, Comparator.naturalOrder());
    }

    /** Orders by a date. */
    public static <T> SortKey<T> ofLocalDate(
            Function<? super T, ? extends @Nullable LocalDate> field) {
        return value(field, NormalizedKeys::putLocalDate, LocalDate::compareTo);
    }

    /** Orders by a time of day. */
    public static <T> SortKey<T> ofLocalTime(
            Function<? super T, ? extends @Nullable LocalTime> field) {
        return value(field, NormalizedKeys::putLocalTime, Comparator.naturalOrder());
    }

    /** Orders by a date and time. */
    public static <T> SortKey<T> ofLocalDateTime(
            Function<? super T, ? extends @Nullable LocalDateTime> field) {
        return value(field, NormalizedKeys::putLocalDateTime, LocalDateTime::compareTo);
    }

    /** Orders by an instant. */
    public static <T> SortKey<T> ofInstant(Function<? super T, ? extends @Nullable Instant> field) {
        return value(field, NormalizedKeys::putInstant, Comparator.naturalOrder());
    }

    /** Orders by a duration. */
    public static <T> SortKey<T> ofDuration(
            Function<? super T, ? extends @Nullable Duration> field) {
        return value(field, NormalizedKeys::putDuration, Comparator.naturalOrder());
    }

    /** Orders by an identifier, in the order of its {@code compareTo}. */
    public static <T> SortKey<T> ofUuid(Function<? super T, ? extends @Nullable UUID> field) {
        return value(field, NormalizedKeys::putUuid, Comparator.naturalOrder());
    }

    /** Orders by a date and time with an offset: the instant decides, then the local time. */
    public static <T> SortKey<T> ofOffsetDateTime(
            Function<? super T, ? extends @Nullable OffsetDateTime> field) {
        return value(field, NormalizedKeys::putOffsetDateTime, Comparator.naturalOrder());
    }

    /** Orders by a date and time of a zone: the instant, then the local time and the zone. */
    public static <T> SortKey<T> ofZonedDateTime(
            Function<? super T, ? extends @Nullable ZonedDateTime> field) {
        return value(field, NormalizedKeys::putZonedDateTime, ZonedDateTime::compareTo);
    }

    /**
     * Orders by a text as a language does. Texts that the collator finds equal are equal here, so
     * that the next field decides; {@code .then(SortKey.ofString(field))} tells them apart.
     *
     * @param field reads the text
     * @param collator says the order; it is copied, so that it may be changed afterwards
     */
    public static <T> SortKey<T> ofCollated(
            Function<? super T, ? extends @Nullable String> field, Collator collator) {
        Collator own = (Collator) collator.clone();
        // By the keys, not by the collator's compare: the two must not disagree on a single text.
        return value(
                field,
                (sink, text) -> NormalizedKeys.putCollated(sink, text, own),
                Comparator.comparing(own::getCollationKey));
    }

    /** Orders by an enum in the order of its declaration. */
    public static <T, E extends Enum<E>> SortKey<T> ofEnum(
            Function<? super T, ? extends @Nullable E> field) {
        return value(field, NormalizedKeys::putEnum, Comparator.naturalOrder());
    }

    /**
     * Orders by an object that has an order of its own, for example a nested record or a boxed
     * number that may be absent: {@code SortKey.by(Trade::volume,
     * SortKey.natural(Long.class)).nullsLast()}. An absent object stands where {@code nullsFirst()}
     * or {@code nullsLast()} put it that is said of the result, or else of the first field of
     * {@code order}.
     *
     * @param field reads the object from the record
     * @param order the order of such objects
     */
    public static <T, V> SortKey<T> by(
            Function<? super T, ? extends @Nullable V> field, SortKey<V> order) {
        NullOrder nulls =
                order.parts[0] instanceof KeyPart.OfValue<?, ?> first ? first.nulls() : null;
        return single(
                new KeyPart.OfValue<T, V>(
                        field, new ValueOrder.Nested<>(order), nulls, nulls != null));
    }

    /**
     * Orders values by themselves.
     *
     * @param type a boxed primitive, String, byte[], BigInteger, BigDecimal, UUID, an enum, or a
     *     type of java.time that can be compared
     */
    public static <V> SortKey<V> natural(Class<V> type) {
        return NaturalOrders.of(type);
    }

    /** Orders by this key, and records that it finds equal by {@code next}. */
    public SortKey<T> then(SortKey<? super T> next) {
        return new SortKey<>(
                Stream.concat(Arrays.stream(parts), Arrays.stream(next.parts))
                        .toArray(SortKey::array));
    }

    /** Reverses the values of all fields of this key; absent ones stay where they are. */
    public SortKey<T> descending() {
        return map(KeyPart::reversed);
    }

    /**
     * Puts absent values before all others, in those fields of this key that do not say already.
     */
    public SortKey<T> nullsFirst() {
        return map(part -> part.withNulls(NullOrder.FIRST));
    }

    /**
     * Puts absent values behind all others, in those fields of this key that do not say already.
     */
    public SortKey<T> nullsLast() {
        return map(part -> part.withNulls(NullOrder.LAST));
    }

    @Override
    public void put(T record, KeySink sink) {
        for (KeyPart<? super T> part : parts) {
            part.put(record, sink);
        }
    }

    /** Returns the same order as a comparator, for records on the heap. */
    public Comparator<T> comparator() {
        return this::compare;
    }

    int compare(T left, T right) {
        for (KeyPart<? super T> part : parts) {
            int order = part.compare(left, right);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Compares texts by code point; surrogates without partner count as code points. */
    static int compareCodePoints(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; ) {
            int a = left.codePointAt(i);
            int b = right.codePointAt(i);
            if (a != b) {
                return Integer.compare(a, b);
            }
            i += Character.charCount(a);
        }
        return Integer.compare(left.length(), right.length());
    }

    static <T, V> SortKey<T> value(
            Function<? super T, ? extends @Nullable V> field,
            ValueOrder.Encoding<? super V> encoding,
            Comparator<? super V> comparator) {
        return single(
                new KeyPart.OfValue<>(
                        field,
                        new ValueOrder.Encoded<V>(encoding, comparator, false),
                        null,
                        false));
    }

    private static <T> SortKey<T> single(KeyPart<T> part) {
        KeyPart<? super T>[] parts = array(1);
        parts[0] = part;
        return new SortKey<>(parts);
    }

    private SortKey<T> map(UnaryOperator<KeyPart<? super T>> change) {
        return new SortKey<>(Arrays.stream(parts).map(change).toArray(SortKey::array));
    }

    @SuppressWarnings("unchecked") // an array of any type of parts, which no caller sees
    private static <T> KeyPart<? super T>[] array(int length) {
        return (KeyPart<? super T>[]) new KeyPart<?>[length];
    }
}
