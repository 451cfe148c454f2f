package io.plimsoll.serde.type;

import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether data that was written before can be read as a type is now.
 *
 * @param <T> the type
 */
public sealed interface SchemaCompatibility<T extends @Nullable Object> {

    /** The bytes are as the serializer writes them. */
    record AsIs<T extends @Nullable Object>(TypeSerializer<T> serializer)
            implements SchemaCompatibility<T> {}

    /**
     * The bytes differ, and can be read.
     *
     * @param reader reads them as objects of today
     * @param serializer reads and writes those of today
     */
    record AfterMigration<T extends @Nullable Object>(
            TypeReader<T> reader, TypeSerializer<T> serializer) implements SchemaCompatibility<T> {

        /** Reads an object as it was written before and writes it as it is written now. */
        public void migrate(DataInputView source, DataOutputView target) throws IOException {
            serializer.serialize(reader.deserialize(source), target);
        }
    }

    /**
     * The bytes cannot be read.
     *
     * @param reasons why, at least one: the way to a field, what was written there, what is
     *     expected
     */
    record Incompatible<T extends @Nullable Object>(List<String> reasons)
            implements SchemaCompatibility<T> {

        /** Takes the reasons. */
        public Incompatible {
            reasons = List.copyOf(reasons);
        }
    }
}
