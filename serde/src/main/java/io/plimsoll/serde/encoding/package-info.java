/**
 * How numbers of variable length, texts and byte strings lie in bytes.
 *
 * <p>What may enter: encodings of single values, to arrays and to the JDK's {@link
 * java.io.DataOutput}. What may not: views, pages, positions, types of objects.
 *
 * <p>Thread rule: nothing here has a state.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>E1 what is decoded is what was encoded, for every number and every {@link String}, lonely
 *       surrogates included.
 *   <li>E2 bytes that no encoder writes are refused with a {@link
 *       io.plimsoll.serde.encoding.MalformedBytesException}, which a view that knows the position
 *       makes a user's exception, or as the JDK's contract says.
 *   <li>E3 no length is believed beyond {@link
 *       io.plimsoll.serde.encoding.ByteStrings#TRUSTED_BYTES}.
 * </ol>
 */
@NullMarked
package io.plimsoll.serde.encoding;

import org.jspecify.annotations.NullMarked;
