/**
 * {@code plimsoll aggregate}, and its work: workers find the groups of rows and update their
 * states, and the results go to the output.
 *
 * <p><b>What may enter:</b> the command with its options; keys of groups; what puts rows into an
 * aggregator, and its result into the output. Not: what is computed ({@code calculation}), rows and
 * their columns ({@code row}), who reads them ({@code job}), how groups are kept and spilled
 * ({@code io.plimsoll.operators.aggregate}).
 *
 * <p><b>Threads.</b> Each worker has an {@link AggregateSink}, and an aggregator's writer, of its
 * own.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Which groups come out, and what is said of them, doesn't depend on the number of workers
 *       nor on the memory; their order does.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli.aggregate;

import org.jspecify.annotations.NullMarked;
