package io.plimsoll.serde.schema;

import org.jspecify.annotations.Nullable;

/**
 * The records and unions around a schema, for {@link Schema.Recursion} inside it.
 *
 * @param schema the innermost
 * @param around those around that one, or null
 */
public record SchemaScope(Schema schema, @Nullable SchemaScope around) {

    /** Returns the scope whose schema a recursion means. */
    public static SchemaScope of(Schema.Recursion recursion, @Nullable SchemaScope scope) {
        SchemaScope at = scope;
        for (int i = 1; i < recursion.levels() && at != null; i++) {
            at = at.around;
        }
        if (at == null) {
            throw new IllegalArgumentException(
                    "levels=" + recursion.levels() + " (expected no more than there are around)");
        }
        return at;
    }
}
