/**
 * Views: primitive values, texts and byte strings read from and written to memory.
 *
 * <p>What may enter: what every view promises, and the views over arrays, which need nothing else.
 * What may not: pages, which have views in {@code page}; how a number or text lies in bytes, which
 * is {@code encoding}; files and sockets (they hand memory to a view); the layout of any type of
 * object.
 *
 * <p>Thread rule: a view belongs to one thread at a time.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>V1 numbers have their most significant byte first, whatever the processor and the memory.
 *   <li>V2 what is read does not depend on the kind of view that it was written to, or is read
 *       from.
 *   <li>V3 no view allocates more than a small constant ahead of the bytes that it has really seen,
 *       so that a wrong length ends in an exception and not in exhausted memory.
 *   <li>V4 bytes that end too early give an {@link java.io.EOFException}, bytes that no writer can
 *       have written a {@link io.plimsoll.serde.view.SerializationException}; both say where.
 * </ol>
 */
@NullMarked
package io.plimsoll.serde.view;

import org.jspecify.annotations.NullMarked;
