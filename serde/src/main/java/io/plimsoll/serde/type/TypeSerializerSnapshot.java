package io.plimsoll.serde.type;

import io.plimsoll.serde.schema.Schema;
import io.plimsoll.serde.view.DataInputDeserializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputSerializer;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a serializer was when data was written: kept beside the data, it says later whether and how
 * the data can be read by what the serializer has become.
 *
 * <pre>
 *   byte 0      1           5           9
 *        | ver  | length n  | CRC32C    | n bytes of {@link Schema} |
 * </pre>
 *
 * <p>Thread rule: immutable.
 *
 * @param schema what the bytes of the serializer looked like
 */
public record TypeSerializerSnapshot(Schema schema) {

    /** The version of the format in which snapshots are written. */
    public static final int CURRENT_VERSION = 1;

    /** Writes this snapshot. */
    public void writeSnapshot(DataOutputView target) throws IOException {
        DataOutputSerializer body = new DataOutputSerializer(256);
        schema.write(body);
        target.writeByte(CURRENT_VERSION);
        target.writeInt(body.length());
        target.writeInt(checksum(body.getSharedBuffer(), body.length()));
        target.write(body.getSharedBuffer(), 0, body.length());
    }

    /**
     * Reads a snapshot.
     *
     * @throws java.io.EOFException if the input ends too early
     * @throws SerializationException if the bytes are no snapshot, or damaged
     */
    public static TypeSerializerSnapshot readSnapshot(DataInputView source) throws IOException {
        int version = source.readByte();
        if (version != CURRENT_VERSION) {
            throw new SerializationException(
                    "snapshotVersion=" + version + " (expected " + CURRENT_VERSION + ")",
                    source.getReadPosition());
        }
        int length = source.readInt();
        if (length < 0) {
            throw new SerializationException(
                    "length=" + length + " (expected at least 0)", source.getReadPosition());
        }
        int expected = source.readInt();
        byte[] body = source.readBytes(length);
        int actual = checksum(body, length);
        if (actual != expected) {
            throw new SerializationException(
                    "crc32c=%08x of a snapshot (expected %08x)".formatted(actual, expected),
                    source.getReadPosition());
        }
        DataInputDeserializer input = new DataInputDeserializer(body);
        Schema schema = Schema.read(input);
        if (input.available() > 0) {
            throw new SerializationException(
                    "bytes=" + input.available() + " behind the schema (expected none)",
                    source.getReadPosition());
        }
        return new TypeSerializerSnapshot(schema);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** Says whether and how data of this snapshot can be read as the objects of a serializer. */
    public <T extends @Nullable Object> SchemaCompatibility<T> resolveSchemaCompatibility(
            TypeSerializer<T> serializer) {
        return SchemaResolution.resolve(schema, serializer);
    }

    /**
     * Returns what reads data of this snapshot as the objects of a serializer: the serializer
     * itself, where nothing has changed.
     *
     * @throws IncompatibleSchemaException if it cannot be read as those
     */
    public <T extends @Nullable Object> TypeReader<T> readerFor(TypeSerializer<T> serializer)
            throws IncompatibleSchemaException {
        return switch (resolveSchemaCompatibility(serializer)) {
            case SchemaCompatibility.AsIs<T> asIs -> asIs.serializer();
            case SchemaCompatibility.AfterMigration<T> after -> after.reader();
            case SchemaCompatibility.Incompatible<T> incompatible ->
                    throw new IncompatibleSchemaException(incompatible.reasons());
        };
    }
}
