/**
 * The {@code sort} command's work: rows in, keys made, rows out in order.
 *
 * <p><b>What may enter:</b> rows, columns, keys and the output of rows. Not: where input blocks
 * come from ({@code input}), how records are ordered and spilled ({@code
 * io.plimsoll.operators.sort}).
 *
 * <p><b>Threads.</b> Each worker has a block, a {@link RowIngest} and a sorter's writer of its own;
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
