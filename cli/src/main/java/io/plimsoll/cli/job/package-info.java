/**
 * Jobs on rows: the workers that read them, the memory of the job, what became of its rows.
 *
 * <p><b>What may enter:</b> what every command needs that puts rows into an operator. Not: an
 * operator, nor what a command makes of its result ({@code sort}, {@code aggregate}, {@code join}).
 *
 * <p><b>Threads.</b> Each worker has a block, a {@code RowReader} and a {@code RowSink} of its own;
 * they share the block queue and the {@link RowLedger}.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Of several bad rows the first in the input is the one that is reported.
 *   <li>Input and output take a part of the memory that does not depend on the data.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli.job;

import org.jspecify.annotations.NullMarked;
