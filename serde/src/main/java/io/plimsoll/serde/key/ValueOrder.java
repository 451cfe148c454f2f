package io.plimsoll.serde.key;

import java.util.Comparator;

/** The order of the objects that a field may hold. */
sealed interface ValueOrder<V> {

    void put(V value, KeySink sink);

    int compare(V left, V right);

    ValueOrder<V> reversed();

    /** Writes a value so that the bytes have its order and are prefix-free. */
    @FunctionalInterface
    interface Encoding<V> {
        void put(KeySink sink, V value);
    }

    /** Values that have an encoding; {@code comparator} orders them as their bytes do. */
    record Encoded<V>(
            Encoding<? super V> encoding, Comparator<? super V> comparator, boolean descending)
            implements ValueOrder<V> {

        @Override
        public void put(V value, KeySink sink) {
            int from = sink.length();
            encoding.put(sink, value);
            if (descending) {
                sink.invert(from);
            }
        }

        @Override
        public int compare(V left, V right) {
            return KeyPart.directed(comparator.compare(left, right), descending);
        }

        @Override
        public ValueOrder<V> reversed() {
            return new Encoded<>(encoding, comparator, !descending);
        }
    }

    /** Objects with fields of their own. */
    record Nested<V>(SortKey<V> key) implements ValueOrder<V> {

        @Override
        public void put(V value, KeySink sink) {
            key.put(value, sink);
        }

        @Override
        public int compare(V left, V right) {
            return key.compare(left, right);
        }

        @Override
        public ValueOrder<V> reversed() {
            return new Nested<>(key.descending());
        }
    }
}
