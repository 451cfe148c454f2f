package io.plimsoll.serde.key;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** One field of a {@link SortKey}: reads it from the record, writes it, compares it. */
sealed interface KeyPart<T> {

    void put(T record, KeySink sink);

    /**
     * Compares two records by their values; the same order as that of the bytes of {@link #put}.
     */
    int compare(T left, T right);

    /**
     * Returns this field with its values in the opposite order and the absent ones where they are.
     */
    KeyPart<T> reversed();

    /**
     * Returns this field with its absent values placed, if it can have some and they are not yet.
     */
    default KeyPart<T> withNulls(NullOrder order) {
        return this;
    }

    /** Turns the result of a comparison round where {@code descending} says so. */
    static int directed(int order, boolean descending) {
        return descending ? -Integer.signum(order) : order;
    }

    /** A signed integer of up to eight bytes. */
    record OfLong<T>(ToLongFunction<? super T> field, boolean descending) implements KeyPart<T> {

        @Override
        public void put(T record, KeySink sink) {
            long value = field.applyAsLong(record);
            // The complement reverses the order of all numbers and, unlike the negative, never
            // overflows.
            NormalizedKeys.putLong(sink, descending ? ~value : value);
        }

        @Override
        public int compare(T left, T right) {
            return directed(
                    Long.compare(field.applyAsLong(left), field.applyAsLong(right)), descending);
        }

        @Override
        public KeyPart<T> reversed() {
            return new OfLong<>(field, !descending);
        }
    }

    /** An integer in a range of 2^8, 2^16 or 2^32 numbers from {@code min} on. */
    record OfInt<T>(ToIntFunction<? super T> field, int min, int byteCount, boolean descending)
            implements KeyPart<T> {

        @Override
        public void put(T record, KeySink sink) {
            int value = field.applyAsInt(record);
            int rank = value - min;
            if (byteCount < Integer.BYTES && rank >>> (byteCount * Byte.SIZE) != 0) {
                int max = min + (1 << (byteCount * Byte.SIZE)) - 1;
                throw new IllegalArgumentException(
                        "key=" + value + " (expected " + min + ".." + max + ")");
            }
            int directed = descending ? ~rank : rank;
            switch (byteCount) {
                case Byte.BYTES -> sink.putByte(directed);
                case Short.BYTES -> sink.putShort(directed);
                default -> sink.putInt(directed);
            }
        }

        @Override
        public int compare(T left, T right) {
            return directed(
                    Integer.compare(field.applyAsInt(left), field.applyAsInt(right)), descending);
        }

        @Override
        public KeyPart<T> reversed() {
            return new OfInt<>(field, min, byteCount, !descending);
        }
    }

    /** A floating-point number, rounded to a float and kept in four bytes if {@code single}. */
    record OfDouble<T>(ToDoubleFunction<? super T> field, boolean single, boolean descending)
            implements KeyPart<T> {

        @Override
        public void put(T record, KeySink sink) {
            double value = field.applyAsDouble(record);
            int from = sink.length();
            if (single) {
                NormalizedKeys.putFloat(sink, (float) value);
            } else {
                NormalizedKeys.putDouble(sink, value);
            }
            if (descending) {
                sink.invert(from);
            }
        }

        @Override
        public int compare(T left, T right) {
            double a = field.applyAsDouble(left);
            double b = field.applyAsDouble(right);
            int order =
                    single
                            ? NormalizedKeys.compareFloats((float) a, (float) b)
                            : NormalizedKeys.compareDoubles(a, b);
            return directed(order, descending);
        }

        @Override
        public KeyPart<T> reversed() {
            return new OfDouble<>(field, single, !descending);
        }
    }

    /**
     * An object, which may be absent if {@code nulls} says where it then goes; {@code inherited} if
     * that was said of the object's own order and may be said again.
     */
    record OfValue<T, V>(
            Function<? super T, ? extends @Nullable V> field,
            ValueOrder<V> order,
            @Nullable NullOrder nulls,
            boolean inherited)
            implements KeyPart<T> {

        @Override
        public void put(T record, KeySink sink) {
            V value = field.apply(record);
            if (value == null) {
                NormalizedKeys.putNull(sink, nullsOrThrow());
                return;
            }
            if (nulls != null) {
                NormalizedKeys.putPresent(sink, nulls);
            }
            order.put(value, sink);
        }

        @Override
        public int compare(T left, T right) {
            V a = field.apply(left);
            V b = field.apply(right);
            if (a != null && b != null) {
                return order.compare(a, b);
            }
            int nullOrder = nullsOrThrow() == NullOrder.FIRST ? -1 : 1;
            if (a == null) {
                return b == null ? 0 : nullOrder;
            }
            return -nullOrder;
        }

        private NullOrder nullsOrThrow() {
            if (nulls == null) {
                throw new NullPointerException(
                        "key=null (expected a value, or an order with nullsFirst() or nullsLast())");
            }
            return nulls;
        }

        @Override
        public KeyPart<T> reversed() {
            return new OfValue<>(field, order.reversed(), nulls, inherited);
        }

        @Override
        public KeyPart<T> withNulls(NullOrder placed) {
            return nulls == null || inherited ? new OfValue<>(field, order, placed, false) : this;
        }
    }
}
