/**
 * Schemas: what the bytes of a type look like, as data that outlives the type.
 *
 * <p>What may enter: the kinds of layouts there are, schemas as bytes, comparing and copying by
 * schema. What may not: classes, serializers, and reading old bytes as new objects, which each
 * serializer does for its own type.
 *
 * <p>Thread rule: schemas are immutable; so are the copiers made of them.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A schema that was written and read equals itself.
 *   <li>Objects of every schema take at least one byte.
 *   <li>A copier takes exactly the bytes that a serializer of that schema takes.
 * </ol>
 */
@NullMarked
package io.plimsoll.serde.schema;

import org.jspecify.annotations.NullMarked;
