/**
 * Views: primitive values, texts and byte strings read from and written to arrays and pages.
 *
 * <p>What may enter: views over memory, and the encoding of what {@link java.io.DataInput} and
 * {@link java.io.DataOutput} define, of variable-length numbers and of UTF-8. What may not: files
 * and sockets (they hand pages to a view), and the layout of any type of object.
 *
 * <p>Thread rule: a view belongs to one thread at a time.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>V1 numbers have their most significant byte first, whatever the processor and the page.
 *   <li>V2 a value may begin in one page and end in another; what is read does not depend on where
 *       the pages end.
 *   <li>V3 no view allocates more than a small constant ahead of the bytes that it has really seen,
 *       so that a wrong length ends in an exception and not in exhausted memory.
 *   <li>V4 bytes that end too early give an {@link java.io.EOFException}, bytes that no writer can
 *       have written a {@link io.plimsoll.serde.view.SerializationException}; both say where.
 * </ol>
 */
@NullMarked
package io.plimsoll.serde.view;

import org.jspecify.annotations.NullMarked;
