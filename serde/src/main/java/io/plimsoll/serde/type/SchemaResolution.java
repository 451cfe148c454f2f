package io.plimsoll.serde.type;

import io.plimsoll.serde.layout.Nesting;
import io.plimsoll.serde.layout.Presence;
import io.plimsoll.serde.schema.Schema;
import io.plimsoll.serde.schema.SchemaScope;
import io.plimsoll.serde.view.BinaryCopier;
import io.plimsoll.serde.view.DataInputView;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds readers for what was written before, part by part; serializers are given one to find those
 * of their parts.
 *
 * <p>Thread rule: one thread, while {@link TypeSerializer#readerOf} runs. The readers may be shared
 * if the serializers may.
 */
public final class SchemaResolution {

    private final List<String> reasons = new ArrayList<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final Nesting nesting = new Nesting();

    /** Readers of records and unions, which may be asked for again from inside them. */
    private final IdentityHashMap<Schema, IdentityHashMap<TypeSerializer<?>, LateReader<?>>>
            readers = new IdentityHashMap<>();

    private @Nullable SchemaScope scope;

    private SchemaResolution() {}

    @SuppressWarnings("ReferenceEquality") // the very serializer is what reads it as it is
    static <T extends @Nullable Object> SchemaCompatibility<T> resolve(
            Schema written, TypeSerializer<T> serializer) {
        SchemaResolution resolution = new SchemaResolution();
        TypeReader<T> reader = resolution.reader(written, serializer);
        if (!resolution.reasons.isEmpty()) {
            return new SchemaCompatibility.Incompatible<>(resolution.reasons);
        }
        return reader == serializer
                ? new SchemaCompatibility.AsIs<>(serializer)
                : new SchemaCompatibility.AfterMigration<>(reader, serializer);
    }

    /**
     * Returns a reader of a part.
     *
     * @param step the name of the part, for messages
     * @param written what it was
     * @param serializer what it is
     */
    public <T extends @Nullable Object> TypeReader<T> reader(
            String step, Schema written, TypeSerializer<T> serializer) {
        path.addLast(step);
        try {
            return reader(written, serializer);
        } finally {
            path.removeLast();
        }
    }

    private <T extends @Nullable Object> TypeReader<T> reader(
            Schema written, TypeSerializer<T> serializer) {
        if (written instanceof Schema.Recursion recursion) {
            SchemaScope outer = scope;
            SchemaScope target = SchemaScope.of(recursion, scope);
            scope = target.around();
            try {
                return reader(target.schema(), serializer);
            } finally {
                scope = outer;
            }
        }
        TypeSerializer<T> actual = serializer.actual();
        Schema now = actual.schema();
        if (written.isClosed() && now.isClosed() && written.isReadableAs(now)) {
            return actual;
        }
        if (written instanceof Schema.Maybe maybe && !(now instanceof Schema.Maybe)) {
            return presentOf(reader(maybe.value(), serializer));
        }
        return written instanceof Schema.RecordOf || written instanceof Schema.Union
                ? lateReader(written, actual)
                : actual.readerOf(written, this);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // kept with its serializer; a field may be null
    private <T extends @Nullable Object> TypeReader<T> lateReader(
            Schema written, TypeSerializer<T> serializer) {
        IdentityHashMap<TypeSerializer<?>, LateReader<?>> known =
                readers.computeIfAbsent(written, _ -> new IdentityHashMap<>());
        LateReader<T> late = (LateReader<T>) known.get(serializer);
        if (late == null) {
            late = new LateReader<>(nesting);
            known.put(serializer, late);
            SchemaScope outer = scope;
            scope = new SchemaScope(written, outer);
            late.reader = serializer.readerOf(written, this);
            scope = outer;
        }
        return late;
    }

    /** Reads what was an Optional as its value, or null. */
    @SuppressWarnings("NullAway") // what was absent is null
    private static <T extends @Nullable Object> TypeReader<T> presentOf(TypeReader<T> value) {
        return source -> Presence.read(source) ? value.deserialize(source) : null;
    }

    /**
     * Returns what skips a part that is read no more; what was written there must be understood
     * without its serializer.
     *
     * @param step the name of the part
     * @param written what it was
     */
    public BinaryCopier skipper(String step, Schema written) {
        BinaryCopier copier = written.copier(scope);
        if (copier != null) {
            return copier;
        }
        path.addLast(step);
        refuse("it is gone, and only its serializer could skip its bytes: " + written.describe());
        path.removeLast();
        return (_, _) -> {
            throw new IllegalStateException("refused");
        };
    }

    /** Notes that what was written cannot be read as what is expected now. */
    public <T extends @Nullable Object> TypeReader<T> refuse(Schema written, Schema now) {
        return refuse(written.describe() + " was written (expected " + now.describe() + ")");
    }

    /**
     * Notes why what was written cannot be read.
     *
     * @return a reader that is never used
     */
    public <T extends @Nullable Object> TypeReader<T> refuse(String reason) {
        reasons.add(path.isEmpty() ? reason : String.join(".", path) + ": " + reason);
        return _ -> {
            throw new IllegalStateException(reason);
        };
    }

    /** A reader of a type that may contain itself. */
    private static final class LateReader<T extends @Nullable Object> implements TypeReader<T> {

        private final Nesting nesting;
        private volatile @Nullable TypeReader<T> reader;

        LateReader(Nesting nesting) {
            this.nesting = nesting;
        }

        @Override
        public T deserialize(DataInputView source) throws IOException {
            TypeReader<T> known = reader;
            if (known == null) {
                throw new IllegalStateException("a reader is used before it is made");
            }
            nesting.enter(source);
            try {
                return known.deserialize(source);
            } finally {
                nesting.leave();
            }
        }
    }
}
