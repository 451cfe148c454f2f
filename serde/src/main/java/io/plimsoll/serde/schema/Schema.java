package io.plimsoll.serde.schema;

import io.plimsoll.serde.view.BinaryCopier;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes of a type look like: a tree without classes, so that it outlives them. It can be
 * written, read where the classes have changed or gone, and compared.
 *
 * <p>Names of classes are there for messages: a class may be renamed or moved. Names of fields,
 * cases and constants count, as by them old bytes find their place in new types.
 *
 * <p>Thread rule: immutable.
 */
public sealed interface Schema {

    /** The {@linkplain Opaque#lengthBytes length} of what nobody but its serializer can skip. */
    int UNKNOWN_LENGTH = -1;

    /** The {@linkplain Opaque#lengthBytes length} of what begins with its length as a varint. */
    int COUNTED_LENGTH = -2;

    /** A type that consists of nothing else; a primitive and its box are one. */
    record Basic(BasicKind kind) implements Schema {}

    /** An enum, of which the ordinal is written. */
    record EnumOf(String name, List<String> constants) implements Schema {

        /** Takes the constants in the order of their ordinals. */
        public EnumOf {
            constants = List.copyOf(constants);
        }
    }

    /** An array of primitives. */
    record PrimitiveArray(BasicKind component) implements Schema {}

    /** Any number of elements: lists, arrays of objects, and sets, in which none is there twice. */
    record Repeated(boolean distinct, Schema element) implements Schema {}

    /** Entries of a map. */
    record MapOf(Schema key, Schema value) implements Schema {}

    /** A byte that says whether there is a value, then the value. */
    record Maybe(Schema value) implements Schema {}

    /** Named fields: a Java record or a plain object. */
    record RecordOf(String name, List<Field> fields) implements Schema {

        /** Takes the fields in the order in which they are written. */
        public RecordOf {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A field of a record.
     *
     * @param name its name
     * @param primitive whether it cannot be null
     * @param schema what it holds
     */
    record Field(String name, boolean primitive, Schema schema) {}

    /** One of several types, by its number. */
    record Union(String name, List<Case> cases) implements Schema {

        /** Takes the cases in the order of their numbers. */
        public Union {
            cases = List.copyOf(cases);
        }
    }

    /** One of the types of a union. */
    record Case(String name, Schema schema) {}

    /**
     * A type that this one is part of.
     *
     * @param levels how many records and unions up, 1 for the innermost around this
     */
    record Recursion(int levels) implements Schema {}

    /**
     * What only its serializer knows.
     *
     * @param name names the serializer
     * @param version changes whenever the serializer's bytes do
     * @param lengthBytes how many there always are, {@link #COUNTED_LENGTH} or {@link
     *     #UNKNOWN_LENGTH}
     */
    record Opaque(String name, int version, int lengthBytes) implements Schema {}

    /**
     * Returns whether bytes of this schema can be read as {@code now} without any change: the same
     * names, types and order of fields, and enums and unions of which {@code now} begins with the
     * constants of this.
     */
    default boolean isReadableAs(Schema now) {
        return SchemaMatch.isReadableAs(this, now);
    }

    /** Writes this schema; see docs/layouts.md. */
    default void write(DataOutputView target) throws IOException {
        SchemaFormat.write(this, target);
    }

    /**
     * Reads a schema.
     *
     * @throws java.io.EOFException if the input ends too early
     * @throws io.plimsoll.serde.view.SerializationException if the bytes are no schema
     */
    static Schema read(DataInputView source) throws IOException {
        return SchemaFormat.read(source);
    }

    /**
     * Returns what copies or skips objects of this schema, or null if it has parts that only their
     * serializers can skip.
     *
     * @param scope what is around this schema, or null
     */
    default @Nullable BinaryCopier copier(@Nullable SchemaScope scope) {
        return SchemaCopier.of(this, scope);
    }

    /** Returns whether this schema can be understood without what is around it. */
    default boolean isClosed() {
        return SchemaMatch.isClosed(this, 0);
    }

    /** Returns a short description for messages: {@code List<int>}, {@code record Trade}. */
    default String describe() {
        return switch (this) {
            case Basic basic -> basic.kind().typeName();
            case EnumOf type -> "enum " + type.name();
            case PrimitiveArray array -> array.component().typeName() + "[]";
            case Repeated repeated ->
                    (repeated.distinct() ? "Set<" : "List<") + repeated.element().describe() + ">";
            case MapOf map -> "Map<" + map.key().describe() + ", " + map.value().describe() + ">";
            case Maybe maybe -> "Optional<" + maybe.value().describe() + ">";
            case RecordOf type -> "record " + type.name();
            case Union type -> "sealed " + type.name();
            case Recursion recursion -> "type " + recursion.levels() + " levels up";
            case Opaque type -> "serializer " + type.name() + " version " + type.version();
        };
    }
}
