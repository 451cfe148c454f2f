/**
 * Where the bytes of an input come from: files, compressed files, standard input.
 *
 * <p><b>What may enter:</b> what opens, uncompresses and counts bytes, and says what went wrong in
 * words of the input's user. Not: where a record ends.
 *
 * <p><b>Threads.</b> A source is confined to the thread that reads it; a {@link ReadCounter} may be
 * read by any.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>A compressed input is read as what it holds, or not to its end: truncated and damaged data
 *       is a failure.
 *   <li>A failure names the input that failed.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli.input.source;

import org.jspecify.annotations.NullMarked;
