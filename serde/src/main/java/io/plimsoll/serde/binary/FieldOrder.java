package io.plimsoll.serde.binary;

import io.plimsoll.serde.key.KeySink;
import io.plimsoll.serde.key.NormalizedKeys;
import io.plimsoll.serde.key.SortKey;
import io.plimsoll.serde.schema.BasicKind;
import io.plimsoll.serde.schema.Schema;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import java.io.IOException;
import java.lang.invoke.MethodType;

/** The natural order of what stands in bytes: at both views, the first byte of a value. */
interface FieldOrder {

    /** Appends the key of the value. */
    void put(DataInputView source, KeySink sink) throws IOException;

    /** Compares two values. */
    int compare(DataInputView left, DataInputView right) throws IOException;

    /** Returns the order of a field; refuses one that has none. */
    static FieldOrder of(FieldAccess field) {
        if (field.serializer().schema() instanceof Schema.Basic(BasicKind kind)) {
            switch (kind) {
                case BYTE, SHORT, CHAR, INT, LONG -> {
                    return new OfInteger(kind);
                }
                case STRING -> {
                    return new OfBytes();
                }
                default -> {}
            }
            if (kind == BasicKind.FLOAT || kind == BasicKind.DOUBLE) {
                return new OfFloating(kind);
            }
        }
        if (field.type() == byte[].class) {
            return new OfBytes();
        }
        Class<?> box = MethodType.methodType(field.type()).wrap().returnType();
        return ofObject(field.serializer(), box);
    }

    private static <V> FieldOrder ofObject(TypeSerializer<?> serializer, Class<V> type) {
        @SuppressWarnings("unchecked") // the serializer of a field of that type
        TypeSerializer<V> typed = (TypeSerializer<V>) serializer;
        return new OfObject<>(typed, SortKey.natural(type));
    }

    /** Integers, whose key has as many bytes as they. */
    record OfInteger(BasicKind kind) implements FieldOrder {

        private long read(DataInputView source) throws IOException {
            return switch (kind) {
                case BYTE -> source.readByte();
                case SHORT -> source.readShort();
                case CHAR -> source.readChar();
                case INT -> source.readInt();
                default -> source.readLong();
            };
        }

        @Override
        public void put(DataInputView source, KeySink sink) throws IOException {
            long value = read(source);
            switch (kind) {
                case BYTE -> NormalizedKeys.putByte(sink, (byte) value);
                case SHORT -> NormalizedKeys.putShort(sink, (short) value);
                case CHAR -> NormalizedKeys.putChar(sink, (char) value);
                case INT -> NormalizedKeys.putInt(sink, (int) value);
                default -> NormalizedKeys.putLong(sink, value);
            }
        }

        @Override
        public int compare(DataInputView left, DataInputView right) throws IOException {
            return Long.compare(read(left), read(right));
        }
    }

    /** Floats and doubles; every float is a double, in the same order. */
    record OfFloating(BasicKind kind) implements FieldOrder {

        private double read(DataInputView source) throws IOException {
            return kind == BasicKind.FLOAT ? source.readFloat() : source.readDouble();
        }

        @Override
        public void put(DataInputView source, KeySink sink) throws IOException {
            if (kind == BasicKind.FLOAT) {
                NormalizedKeys.putFloat(sink, source.readFloat());
            } else {
                NormalizedKeys.putDouble(sink, source.readDouble());
            }
        }

        @Override
        public int compare(DataInputView left, DataInputView right) throws IOException {
            // Adding 0.0 makes -0.0 equal to it.
            return Double.compare(read(left) + 0.0, read(right) + 0.0);
        }
    }

    /** Texts and byte strings: the order of code points is that of their UTF-8. */
    record OfBytes() implements FieldOrder {

        @Override
        public void put(DataInputView source, KeySink sink) throws IOException {
            NormalizedKeys.putBytes(sink, source, source.readLength());
        }

        @Override
        public int compare(DataInputView left, DataInputView right) throws IOException {
            int leftLength = left.readLength();
            int rightLength = right.readLength();
            int common = Math.min(leftLength, rightLength);
            int i = 0;
            for (; i <= common - Long.BYTES; i += Long.BYTES) {
                long a = left.readLong();
                long b = right.readLong();
                if (a != b) {
                    return Long.compareUnsigned(a, b);
                }
            }
            for (; i < common; i++) {
                int a = left.readUnsignedByte();
                int b = right.readUnsignedByte();
                if (a != b) {
                    return Integer.compare(a, b);
                }
            }
            return Integer.compare(leftLength, rightLength);
        }
    }

    /** Everything else that can be ordered: small values, which are made. */
    record OfObject<V>(TypeSerializer<V> serializer, SortKey<V> order) implements FieldOrder {

        @Override
        public void put(DataInputView source, KeySink sink) throws IOException {
            order.put(serializer.deserialize(source), sink);
        }

        @Override
        public int compare(DataInputView left, DataInputView right) throws IOException {
            return order.comparator()
                    .compare(serializer.deserialize(left), serializer.deserialize(right));
        }
    }
}
