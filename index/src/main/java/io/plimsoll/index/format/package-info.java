/**
 * The files of an index: how their bytes are laid out, written once and read by position.
 *
 * <p>What may enter: code that knows the bytes of {@code docs/layouts.md}. Nothing here knows where
 * terms come from or how hits are ranked.
 *
 * <p>Thread rule: writers, readers and cursors belong to one thread; an {@link
 * io.plimsoll.index.format.IndexFile} may be shared by any number of them.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Every byte of every file is covered by a checksum that is verified before the byte is used.
 *   <li>A checksum of a block covers its place too, so that a block is not taken for another.
 *   <li>No structure held on the heap grows with the number of terms or documents.
 *   <li>The bytes written depend on the content only: no clocks, no random numbers, no addresses.
 * </ol>
 */
@NullMarked
package io.plimsoll.index.format;

import org.jspecify.annotations.NullMarked;
