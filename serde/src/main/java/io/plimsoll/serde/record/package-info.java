/**
 * Records: components of several types, in the order of their declaration.
 *
 * <p>What may enter: the layout of named components, and the code that is put together for a class
 * from its accessors and its constructor. What may not: the search for the components' serializers.
 *
 * <p>Thread rule: serializers are immutable and may be shared if those of the components may.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A record of primitives takes the bytes of its components and no more; that a component may
 *       be null costs a bit, behind the 64th object a byte.
 *   <li>An object is made by its own constructor, whose refusal is told as a {@link
 *       io.plimsoll.serde.view.SerializationException}.
 *   <li>Reflection ends when the serializer is made.
 * </ol>
 */
@NullMarked
package io.plimsoll.serde.record;

import org.jspecify.annotations.NullMarked;
