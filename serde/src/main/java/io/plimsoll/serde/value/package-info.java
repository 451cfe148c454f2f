/**
 * Values that hold no others: numbers, texts, times, enums, arrays of primitives.
 *
 * <p>What may enter: the layout of a JDK type whose objects need no further serializer. What may
 * not: types made of other types.
 *
 * <p>Thread rule: serializers are immutable and may be shared.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A layout is the same for primitive and box, on every machine and in every locale.
 *   <li>What a class refuses to be made of is told as a {@link
 *       io.plimsoll.serde.view.SerializationException}.
 * </ol>
 */
@NullMarked
package io.plimsoll.serde.value;

import org.jspecify.annotations.NullMarked;
