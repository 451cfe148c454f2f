/**
 * What a term is: bytes in, terms out.
 *
 * <p>What may enter: code that cuts text into terms, the same for documents and for queries.
 *
 * <p>Thread rule: a tokenizer belongs to one thread.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>The terms of a text do not depend on how it is cut into chunks.
 *   <li>A term has at most {@link io.plimsoll.index.text.Tokenizer#MAX_TERM_BYTES} bytes, none of
 *       them zero.
 *   <li>No object is made for a term, except for those with a capital sigma or a dotted capital I
 *       and those too long to be kept.
 * </ol>
 */
@NullMarked
package io.plimsoll.index.text;

import org.jspecify.annotations.NullMarked;
