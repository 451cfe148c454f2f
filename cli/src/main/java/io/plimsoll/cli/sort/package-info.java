/**
 * {@code plimsoll sort}, and its work: workers put rows into a sorter, and its result into the
 * output.
 *
 * <p><b>What may enter:</b> the command with its options; what divides the work and the memory of a
 * sort, and adds up what came of it. Not: rows and their keys ({@code row}), where input blocks
 * come from ({@code input}), how records are ordered and spilled ({@code
 * io.plimsoll.operators.sort}).
 *
 * <p><b>Threads.</b> Each worker has a block, a {@code RowIngest} and a sorter's writer of its own;
 * they share the block queue and the {@link RowLedger}.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>The output doesn't depend on the number of workers, nor on the memory.
 *   <li>Of several bad rows the first in the input is the one that is reported.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli.sort;

import org.jspecify.annotations.NullMarked;
