package io.plimsoll.serde.schema;

import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Schemas as bytes: a byte for the kind, then what it has; numbers as varints, names as texts.
 *
 * <pre>
 *   1 basic       name                    6 maybe      value
 *   2 enum        name, count, names      7 record     name, count, (name, primitive (1), schema)...
 *   3 primitives  name of the component   8 union      name, count, (name, schema)...
 *   4 repeated    distinct (1), element   9 recursion  levels
 *   5 map         key, value             10 opaque     name, version, length + 2
 * </pre>
 */
final class SchemaFormat {

    /** Deeper than types are, and not too deep for the stack of any thread. */
    static final int MAX_DEPTH = 200;

    private static final int BASIC = 1;
    private static final int ENUM = 2;
    private static final int PRIMITIVES = 3;
    private static final int REPEATED = 4;
    private static final int MAP = 5;
    private static final int MAYBE = 6;
    private static final int RECORD = 7;
    private static final int UNION = 8;
    private static final int RECURSION = 9;
    private static final int OPAQUE = 10;

    private SchemaFormat() {}

    static void write(Schema schema, DataOutputView target) throws IOException {
        switch (schema) {
            case Schema.Basic basic -> writeNamed(BASIC, basic.kind().typeName(), target);
            case Schema.EnumOf type -> {
                writeNamed(ENUM, type.name(), target);
                target.writeVarInt(type.constants().size());
                for (String constant : type.constants()) {
                    target.writeString(constant);
                }
            }
            case Schema.PrimitiveArray array ->
                    writeNamed(PRIMITIVES, array.component().typeName(), target);
            case Schema.Repeated repeated -> {
                target.writeByte(REPEATED);
                target.writeBoolean(repeated.distinct());
                write(repeated.element(), target);
            }
            case Schema.MapOf map -> {
                target.writeByte(MAP);
                write(map.key(), target);
                write(map.value(), target);
            }
            case Schema.Maybe maybe -> {
                target.writeByte(MAYBE);
                write(maybe.value(), target);
            }
            case Schema.RecordOf type -> writeRecord(type, target);
            case Schema.Union type -> writeUnion(type, target);
            case Schema.Recursion recursion -> {
                target.writeByte(RECURSION);
                target.writeVarInt(recursion.levels());
            }
            case Schema.Opaque type -> {
                writeNamed(OPAQUE, type.name(), target);
                target.writeVarInt(type.version());
                target.writeVarInt(type.lengthBytes() - Schema.COUNTED_LENGTH);
            }
        }
    }

    private static void writeNamed(int kind, String name, DataOutputView target)
            throws IOException {
        target.writeByte(kind);
        target.writeString(name);
    }

    private static void writeRecord(Schema.RecordOf type, DataOutputView target)
            throws IOException {
        writeNamed(RECORD, type.name(), target);
        target.writeVarInt(type.fields().size());
        for (Schema.Field field : type.fields()) {
            target.writeString(field.name());
            target.writeBoolean(field.primitive());
            write(field.schema(), target);
        }
    }

    private static void writeUnion(Schema.Union type, DataOutputView target) throws IOException {
        writeNamed(UNION, type.name(), target);
        target.writeVarInt(type.cases().size());
        for (Schema.Case one : type.cases()) {
            target.writeString(one.name());
            write(one.schema(), target);
        }
    }

    static Schema read(DataInputView source) throws IOException {
        return read(source, 0, 0);
    }

    /** Reads what is {@code depth} schemas deep, inside {@code around} records and unions. */
    private static Schema read(DataInputView source, int depth, int around) throws IOException {
        if (depth > MAX_DEPTH) {
            throw malformed("depth=" + depth + " (expected at most " + MAX_DEPTH + ")", source);
        }
        int kind = source.readByte();
        return switch (kind) {
            case BASIC -> new Schema.Basic(readKind(source));
            case ENUM -> new Schema.EnumOf(source.readString(), readNames(source));
            case PRIMITIVES -> new Schema.PrimitiveArray(readPrimitive(source));
            case REPEATED -> new Schema.Repeated(readFlag(source), read(source, depth + 1, around));
            case MAP ->
                    new Schema.MapOf(
                            read(source, depth + 1, around), read(source, depth + 1, around));
            case MAYBE -> new Schema.Maybe(read(source, depth + 1, around));
            case RECORD -> readRecord(source, depth + 1, around + 1);
            case UNION -> readUnion(source, depth + 1, around + 1);
            case RECURSION -> {
                int levels = source.readLength();
                if (levels < 1 || levels > around) {
                    throw malformed("levels=" + levels + " (expected 1.." + around + ")", source);
                }
                yield new Schema.Recursion(levels);
            }
            case OPAQUE ->
                    new Schema.Opaque(
                            source.readString(), source.readVarInt(), readLengthBytes(source));
            default -> throw malformed("kind=" + kind + " (expected 1..10)", source);
        };
    }

    private static BasicKind readKind(DataInputView source) throws IOException {
        String name = source.readString();
        BasicKind kind = BasicKind.named(name);
        if (kind == null) {
            throw malformed("type=" + name + " (expected the name of a basic type)", source);
        }
        return kind;
    }

    private static BasicKind readPrimitive(DataInputView source) throws IOException {
        BasicKind kind = readKind(source);
        if (!kind.isPrimitive()) {
            throw malformed("type=" + kind.typeName() + " (expected a primitive)", source);
        }
        return kind;
    }

    private static boolean isPrimitive(Schema schema) {
        return schema instanceof Schema.Basic basic && basic.kind().isPrimitive();
    }

    private static boolean readFlag(DataInputView source) throws IOException {
        int flag = source.readByte();
        if ((flag & ~1) != 0) {
            throw malformed("flag=" + flag + " (expected 0 or 1)", source);
        }
        return flag == 1;
    }

    private static int readLengthBytes(DataInputView source) throws IOException {
        int lengthBytes = source.readLength() + Schema.COUNTED_LENGTH;
        if (lengthBytes == 0) {
            throw malformed("lengthBytes=0 (expected at least 1)", source);
        }
        return lengthBytes;
    }

    private static List<String> readNames(DataInputView source) throws IOException {
        int count = source.readLength();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(source.readString());
        }
        return names;
    }

    private static Schema readRecord(DataInputView source, int depth, int around)
            throws IOException {
        String name = source.readString();
        int count = source.readLength();
        List<Schema.Field> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String fieldName = source.readString();
            boolean primitive = readFlag(source);
            Schema schema = read(source, depth, around);
            if (primitive && !isPrimitive(schema)) {
                throw malformed(
                        "field=" + fieldName + ": " + schema.describe() + " (expected a primitive)",
                        source);
            }
            fields.add(new Schema.Field(fieldName, primitive, schema));
        }
        return new Schema.RecordOf(name, fields);
    }

    private static Schema readUnion(DataInputView source, int depth, int around)
            throws IOException {
        String name = source.readString();
        int count = source.readLength();
        List<Schema.Case> cases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cases.add(new Schema.Case(source.readString(), read(source, depth, around)));
        }
        return new Schema.Union(name, cases);
    }

    private static SerializationException malformed(String message, DataInputView source) {
        return new SerializationException(message, source.getReadPosition());
    }
}
