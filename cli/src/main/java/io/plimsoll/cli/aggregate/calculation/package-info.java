/**
 * What {@code aggregate} computes of each group: which functions there are, which values they take,
 * how results are written.
 *
 * <p><b>What may enter:</b> functions as a user names them, and what stands between a column's text
 * and an aggregator's state. Not: states and how they are merged ({@code
 * io.plimsoll.operators.aggregate}), keys, nor where rows come from.
 *
 * <p><b>Threads.</b> Each worker has {@link Calculations} of its own.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>A row is added to all of a group's states or, where one of its values is malformed, to
 *       none.
 *   <li>An empty column has no value: no function but the count of rows sees it.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli.aggregate.calculation;

import org.jspecify.annotations.NullMarked;
