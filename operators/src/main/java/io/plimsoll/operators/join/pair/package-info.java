/**
 * What a pass of a join left on disk: pairs of partitions, joined one after the other.
 *
 * <p><b>What may enter:</b> how a pair is joined, by a pass of its own or a nested loop, and
 * reading it. Not: what a pass does ({@code pass}).
 *
 * <p><b>Threads.</b> All workers of the join work on one pair at a time; {@link
 * io.plimsoll.operators.join.pair.PairJoin} is one thread's.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>The smaller side of a pair builds, whatever the type of the join.
 *   <li>The recursion ends: a pair that can't be divided is joined in memory that doesn't depend on
 *       its size.
 *   <li>Files are deleted as they are read for the last time; what fails leaves none.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.join.pair;

import org.jspecify.annotations.NullMarked;
