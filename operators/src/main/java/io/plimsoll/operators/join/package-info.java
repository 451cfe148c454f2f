/**
 * The join of two inputs of byte strings by equal keys.
 *
 * <p><b>What may enter:</b> the join as its users see it: inputs, phases, progress, cancellation.
 * Not: what it gives ({@code row}), how matches are found ({@code pass}).
 *
 * <p><b>Threads.</b> Each input is one thread's; {@link io.plimsoll.operators.join.BinaryJoin} says
 * more.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>The same records give the same results, whatever the memory, the number of threads and the
 *       side that builds; their order is not defined.
 *   <li>Results are handed over as they are found, never collected.
 *   <li>After {@code close} no page, file or thread of the join is left.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.join;

import org.jspecify.annotations.NullMarked;
