/**
 * Where a record ends: lines, and rows of CSV with line ends inside quotes.
 *
 * <p><b>What may enter:</b> what looks at bytes for the end of a record. Not: where the bytes come
 * from, nor what a record's columns are.
 *
 * <p><b>Threads.</b> A {@link RecordFraming} may be used by any thread, a {@link RecordScan} by
 * one.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>A record's end doesn't depend on where blocks of input end.
 *   <li>A scan looks at each byte once.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli.input.framing;

import org.jspecify.annotations.NullMarked;
