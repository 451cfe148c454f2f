package io.plimsoll.serde.record;

import io.plimsoll.serde.layout.Nesting;
import io.plimsoll.serde.schema.Schema;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the serializer of a type inside that type, where it is not yet made. Counts how deep
 * objects are, so that neither damaged bytes nor a circle of objects overflow the stack.
 *
 * <p>Thread rule: any number of threads, once {@link #set} has been called.
 */
public final class RecursiveSerializer<T> implements TypeSerializer<T> {

    private final Class<?> type;
    private final int levels;
    private final Nesting nesting = new Nesting();

    /** Written once, before the serializers around this are handed out. */
    private volatile @Nullable TypeSerializer<T> target;

    /**
     * Creates one for a place.
     *
     * @param type what it stands for, for messages
     * @param levels how many records and unions up that is, 1 for the innermost
     */
    public RecursiveSerializer(Class<?> type, int levels) {
        this.type = type;
        this.levels = levels;
    }

    /** Says what it stands for. */
    public void set(TypeSerializer<T> serializer) {
        target = serializer;
    }

    @Override
    public TypeSerializer<T> actual() {
        TypeSerializer<T> known = target;
        if (known == null) {
            throw new IllegalStateException(
                    "type=" + type.getName() + " (expected its serializer to be made first)");
        }
        return known;
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public int getLength() {
        return VARIABLE_LENGTH;
    }

    @Override
    public void serialize(T record, DataOutputView target) throws IOException {
        nesting.enter();
        try {
            actual().serialize(record, target);
        } finally {
            nesting.leave();
        }
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        nesting.enter(source);
        try {
            return actual().deserialize(source);
        } finally {
            nesting.leave();
        }
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        nesting.enter(source);
        try {
            actual().copy(source, target);
        } finally {
            nesting.leave();
        }
    }

    @Override
    public Schema schema() {
        return new Schema.Recursion(levels);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecursiveSerializer<?> that
                && type == that.type
                && levels == that.levels;
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + levels;
    }
}
