package io.plimsoll.serde.binary;

import io.plimsoll.serde.layout.FieldRun;
import io.plimsoll.serde.layout.Presence;
import io.plimsoll.serde.schema.BasicKind;
import io.plimsoll.serde.schema.Schema;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way to a field in the bytes of a record. Each method is given a view at the record's first
 * byte and leaves it somewhere inside the record; a {@code SeekableDataInputView} is taken back by
 * its position.
 *
 * <p>A field behind others of fixed length that cannot be null is found by one addition; otherwise
 * those before it are skipped.
 *
 * <p>Errors of all methods: {@link java.io.EOFException} and {@link
 * io.plimsoll.serde.view.SerializationException} as those of a serializer.
 *
 * <p>Thread rule: immutable.
 */
public final class FieldAccess {

    /**
     * A field of one of the records on the way.
     *
     * @param run the record's fields
     * @param index which of them
     * @param marked whether a presence byte precedes it
     */
    record Step(FieldRun run, int index, boolean marked) {

        boolean seek(DataInputView source) throws IOException {
            return run.seek(source, index) && (!marked || Presence.read(source));
        }
    }

    private final String path;
    private final Step[] steps;
    private final TypeSerializer<?> serializer;
    private final Class<?> type;
    private final @Nullable BasicKind kind;

    FieldAccess(String path, List<Step> steps, TypeSerializer<?> serializer, Class<?> type) {
        this.path = path;
        this.steps = steps.toArray(Step[]::new);
        this.serializer = serializer;
        this.type = type;
        this.kind = serializer.schema() instanceof Schema.Basic basic ? basic.kind() : null;
    }

    /** Returns the names on the way, with dots between them. */
    public String path() {
        return path;
    }

    /** Returns the serializer of the field. */
    public TypeSerializer<?> serializer() {
        return serializer;
    }

    Class<?> type() {
        return type;
    }

    /**
     * Moves a view from the first byte of a record to that of the field.
     *
     * @return false if the field, or a record on the way, is null; the view then stands anywhere
     */
    public boolean seek(DataInputView source) throws IOException {
        for (Step step : steps) {
            if (!step.seek(source)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the field, as its serializer reads it.
     *
     * @return null if it is
     */
    public @Nullable Object get(DataInputView source) throws IOException {
        return seek(source) ? serializer.deserialize(source) : null;
    }

    /**
     * Returns the field if it is a byte, short, char, int or long, or the box of one.
     *
     * @throws IllegalStateException if it is of another type
     * @throws NullPointerException if it is null
     */
    public long getLong(DataInputView source) throws IOException {
        int bytes = integerBytes(Long.BYTES);
        seekPresent(source);
        return readInteger(source, bytes);
    }

    /** Returns the field if it is a byte, short, char or int, otherwise as {@link #getLong}. */
    public int getInt(DataInputView source) throws IOException {
        int bytes = integerBytes(Integer.BYTES);
        seekPresent(source);
        return (int) readInteger(source, bytes);
    }

    private int integerBytes(int maxBytes) {
        boolean isInteger =
                kind == BasicKind.CHAR
                        || kind == BasicKind.BYTE
                        || kind == BasicKind.SHORT
                        || kind == BasicKind.INT
                        || kind == BasicKind.LONG;
        if (kind == null || !isInteger || kind.fixedBytes() > maxBytes) {
            throw wrongType("an integer of up to " + maxBytes + " bytes");
        }
        return kind.fixedBytes();
    }

    private long readInteger(DataInputView source, int bytes) throws IOException {
        return switch (bytes) {
            case Byte.BYTES -> source.readByte();
            case Short.BYTES -> kind == BasicKind.CHAR ? source.readChar() : source.readShort();
            case Integer.BYTES -> source.readInt();
            default -> source.readLong();
        };
    }

    /** Returns the field if it is a float or double, otherwise as {@link #getLong}. */
    public double getDouble(DataInputView source) throws IOException {
        if (kind != BasicKind.FLOAT && kind != BasicKind.DOUBLE) {
            throw wrongType("a float or double");
        }
        seekPresent(source);
        return kind == BasicKind.FLOAT ? source.readFloat() : source.readDouble();
    }

    /** Returns the field if it is a boolean, otherwise as {@link #getLong}. */
    public boolean getBoolean(DataInputView source) throws IOException {
        if (kind != BasicKind.BOOLEAN) {
            throw wrongType("a boolean");
        }
        seekPresent(source);
        return source.readBoolean();
    }

    /**
     * Returns the field if it is a text.
     *
     * @return null if it is
     * @throws IllegalStateException if it is of another type
     */
    public @Nullable String getString(DataInputView source) throws IOException {
        if (kind != BasicKind.STRING) {
            throw wrongType("a text");
        }
        return seek(source) ? source.readString() : null;
    }

    private void seekPresent(DataInputView source) throws IOException {
        if (!seek(source)) {
            throw new NullPointerException("field=" + path + " is null (expected a value)");
        }
    }

    private IllegalStateException wrongType(String expected) {
        return new IllegalStateException(
                "field="
                        + path
                        + " of type "
                        + serializer.schema().describe()
                        + " (expected "
                        + expected
                        + ")");
    }

    @Override
    public String toString() {
        return "FieldAccess[" + path + ": " + serializer.schema().describe() + "]";
    }
}
