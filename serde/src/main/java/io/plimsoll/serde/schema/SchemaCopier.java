package io.plimsoll.serde.schema;

import io.plimsoll.serde.layout.Copies;
import io.plimsoll.serde.layout.FieldRun;
import io.plimsoll.serde.layout.Nesting;
import io.plimsoll.serde.view.BinaryCopier;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** Makes copiers of schemas. */
final class SchemaCopier {

    private final Nesting nesting = new Nesting();

    /** The copiers of records and unions, which those inside them may refer to. */
    private final IdentityHashMap<Schema, Late> copiers = new IdentityHashMap<>();

    private SchemaCopier() {}

    /** Returns a copier, or null if only the serializer of some part of it could make one. */
    static @Nullable BinaryCopier of(Schema schema, @Nullable SchemaScope scope) {
        try {
            return new SchemaCopier().resolve(schema, scope);
        } catch (UnknownLengthException e) {
            return null;
        }
    }

    private BinaryCopier resolve(Schema schema, @Nullable SchemaScope scope) {
        return switch (schema) {
            case Schema.Basic basic -> basic(basic.kind());
            case Schema.EnumOf _ -> (in, out) -> out.writeVarInt(in.readLength());
            case Schema.PrimitiveArray array -> {
                int bytes = array.component().fixedBytes();
                yield (in, out) -> Copies.primitives(in, out, bytes);
            }
            case Schema.Repeated repeated -> {
                BinaryCopier element = resolve(repeated.element(), scope);
                yield (in, out) -> Copies.repeated(in, out, element);
            }
            case Schema.MapOf map -> {
                BinaryCopier key = resolve(map.key(), scope);
                BinaryCopier value = resolve(map.value(), scope);
                yield (in, out) -> Copies.entries(in, out, key, value);
            }
            case Schema.Maybe maybe -> {
                BinaryCopier value = resolve(maybe.value(), scope);
                yield (in, out) -> Copies.maybe(in, out, value);
            }
            case Schema.RecordOf type -> named(type, scope);
            case Schema.Union type -> named(type, scope);
            case Schema.Recursion recursion -> {
                SchemaScope target = SchemaScope.of(recursion, scope);
                yield named(target.schema(), target.around());
            }
            case Schema.Opaque type -> opaque(type.lengthBytes());
        };
    }

    private static BinaryCopier basic(BasicKind kind) {
        int fixed = kind.fixedBytes();
        boolean counted = kind.counted();
        return (in, out) -> Copies.basic(in, out, fixed, counted);
    }

    private static BinaryCopier opaque(int lengthBytes) {
        if (lengthBytes == Schema.UNKNOWN_LENGTH) {
            throw new UnknownLengthException();
        }
        return lengthBytes == Schema.COUNTED_LENGTH
                ? (in, out) -> Copies.basic(in, out, 0, true)
                : (in, out) -> Copies.basic(in, out, lengthBytes, false);
    }

    private BinaryCopier named(Schema schema, @Nullable SchemaScope scope) {
        Late known = copiers.get(schema);
        if (known != null) {
            return known;
        }
        Late late = new Late(nesting);
        copiers.put(schema, late);
        SchemaScope inside = new SchemaScope(schema, scope);
        if (schema instanceof Schema.RecordOf type) {
            late.copier = fields(type, inside)::copy;
        } else if (schema instanceof Schema.Union type) {
            late.copier = union(type, inside);
        } else {
            throw new IllegalArgumentException(
                    "schema=" + schema + " (expected a record or union)");
        }
        return late;
    }

    private FieldRun fields(Schema.RecordOf type, SchemaScope inside) {
        FieldRun.Builder fields = new FieldRun.Builder();
        for (Schema.Field field : type.fields()) {
            BinaryCopier copier = resolve(field.schema(), inside);
            int length = lengthOf(field.schema());
            if (field.primitive()) {
                fields.primitive(copier, length);
            } else if (fields.hasBit()) {
                fields.object(copier, length);
            } else {
                // The schema says itself that the field is a Maybe.
                fields.primitive(copier, FieldRun.VARIABLE);
            }
        }
        return fields.build();
    }

    private static int lengthOf(Schema schema) {
        return switch (schema) {
            case Schema.Basic basic when !basic.kind().counted() -> basic.kind().fixedBytes();
            case Schema.Opaque type when type.lengthBytes() > 0 -> type.lengthBytes();
            default -> FieldRun.VARIABLE;
        };
    }

    private BinaryCopier union(Schema.Union type, SchemaScope inside) {
        BinaryCopier[] cases = new BinaryCopier[type.cases().size()];
        for (int i = 0; i < cases.length; i++) {
            cases[i] = resolve(type.cases().get(i).schema(), inside);
        }
        return (in, out) -> {
            int index = in.readLength();
            if (index >= cases.length) {
                throw new SerializationException(
                        "case=" + index + " (expected less than " + cases.length + ")",
                        in.getReadPosition());
            }
            out.writeVarInt(index);
            cases[index].copy(in, out);
        };
    }

    /** A copier of a type that may contain itself. */
    private static final class Late implements BinaryCopier {

        private final Nesting nesting;
        private volatile @Nullable BinaryCopier copier;

        Late(Nesting nesting) {
            this.nesting = nesting;
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            BinaryCopier known = copier;
            if (known == null) {
                throw new IllegalStateException("a copier is used before it is made");
            }
            nesting.enter(source);
            try {
                known.copy(source, target);
            } finally {
                nesting.leave();
            }
        }
    }

    /** Only the serializer of some part knows how long it is. */
    private static final class UnknownLengthException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
