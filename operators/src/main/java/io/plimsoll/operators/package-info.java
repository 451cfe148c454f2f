/**
 * Operators that spill instead of failing, for records of any type.
 *
 * <p><b>What may enter:</b> the operators as users see them: typed, with a builder, progress,
 * cancellation and {@code close}. Not: how they work on binary pages, which has a package of its
 * own for each ({@code sort}).
 *
 * <p><b>Threads.</b> An operator is used by one thread, which also reads its result; progress and
 * cancellation are for any.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>The result doesn't depend on the memory or the number of threads.
 *   <li>Memory stays within what the operator was opened with; {@code close} leaves no page, thread
 *       or file.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators;

import org.jspecify.annotations.NullMarked;
