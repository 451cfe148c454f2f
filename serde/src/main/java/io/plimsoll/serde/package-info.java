/**
 * The front: names a type and gets its serializer.
 *
 * <p>What may enter: factories, references to types, the choice of a serializer by reflection. What
 * may not: the layout of a type, which belongs to the room of its kind ({@code value}, {@code
 * container}, {@code record}); what every serializer promises, which is {@code type}; where bytes
 * lie, which is {@code view}; the order of objects, which is {@code key}.
 *
 * <p>Thread rule: any thread. The serializers made here are immutable and may be shared, so that
 * {@link io.plimsoll.serde.type.TypeSerializer#duplicate()} returns the same one.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A type without a serializer is refused here, by name and with the way to it, never while
 *       objects are written.
 *   <li>What is made here keeps the invariants of {@link io.plimsoll.serde.type}.
 * </ol>
 */
@NullMarked
package io.plimsoll.serde;

import org.jspecify.annotations.NullMarked;
