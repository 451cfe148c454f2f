/**
 * What every serializer of a type promises, ours and users' own.
 *
 * <p>What may enter: contracts between serializers and those who use them. What may not: any
 * layout, and the way from a Java type to its serializer.
 *
 * <p>Thread rule: as each serializer says.
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
package io.plimsoll.serde.type;

import org.jspecify.annotations.NullMarked;
