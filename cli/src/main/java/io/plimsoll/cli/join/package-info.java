/**
 * {@code plimsoll join}, and its work: workers put the rows of one input into a join, then those of
 * the other, and results go to the output as they are found.
 *
 * <p><b>What may enter:</b> the command with its options; which columns are keys and which come
 * out; what stands between rows and a join. Not: rows and their columns ({@code row}), who reads
 * them ({@code job}), how rows are matched and spilled ({@code io.plimsoll.operators.join}).
 *
 * <p><b>Threads.</b> Each worker has a {@link JoinSink} and a {@link JoinOutput} of its own; they
 * share the {@link LongRow} and take turns at the output.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Which rows come out doesn't depend on the number of workers, on the memory, nor on which
 *       input is read first; their order does.
 *   <li>Columns come out as they were written.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli.join;

import org.jspecify.annotations.NullMarked;
