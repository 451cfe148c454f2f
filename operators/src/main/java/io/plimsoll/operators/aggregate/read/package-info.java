/**
 * Groups with their final states, one after the other: from tables, from what is on disk, and by
 * sorting.
 *
 * <p><b>What may enter:</b> whatever gives the groups of partitions that are complete. Not: when
 * that is, nor how users see them.
 *
 * <p><b>Threads.</b> A cursor is for one thread; {@code ParallelReaders} has others prepare what
 * comes next.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Each group is given once.
 *   <li>Dividing again ends: after a few levels, or when a level divided nothing, what is left is
 *       sorted, with one group in memory at a time.
 *   <li>Closing a cursor gives all its memory back, and deletes what it would have read.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.aggregate.read;

import org.jspecify.annotations.NullMarked;
