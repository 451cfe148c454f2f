/**
 * {@code plimsoll sort}, and its work: workers put rows into a sorter, and its result into the
 * output.
 *
 * <p><b>What may enter:</b> the command with its options; keys of rows; what puts rows into a
 * sorter, and its result into the output. Not: rows and their columns ({@code row}), who reads them
 * ({@code job}), how records are ordered and spilled ({@code io.plimsoll.operators.sort}).
 *
 * <p><b>Threads.</b> Each worker has a {@link SortSink}, and a sorter's writer, of its own.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>The output doesn't depend on the number of workers, nor on the memory.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli.sort;

import org.jspecify.annotations.NullMarked;
