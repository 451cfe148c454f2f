/**
 * Serializers: how the objects of a type become bytes and objects again.
 *
 * <p>What may enter: the layout of types. What may not: where the bytes lie, which is the business
 * of {@code io.plimsoll.serde.view}, and the order of objects, which is that of {@code
 * io.plimsoll.serde.key}.
 *
 * <p>Thread rule: the serializers that {@link io.plimsoll.serde.TypeSerializers} makes are
 * immutable and may be shared, so that {@link io.plimsoll.serde.TypeSerializer#duplicate()} returns
 * the same one.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>S1 what is read equals what was written, and takes exactly the bytes that were written.
 *   <li>S2 every object takes at least one byte. Hence a count of elements that lies ends at the
 *       end of the input.
 *   <li>S3 reading bytes of any kind returns an object or throws: {@link java.io.EOFException} if
 *       they end too early, {@link io.plimsoll.serde.view.SerializationException} if they cannot be
 *       what they are read as. It ends in time, and allocates space, proportional to the bytes
 *       read.
 * </ol>
 */
@NullMarked
package io.plimsoll.serde;

import org.jspecify.annotations.NullMarked;
