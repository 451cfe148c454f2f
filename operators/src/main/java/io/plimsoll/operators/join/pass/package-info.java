/**
 * A pass of a join: one side is collected and put in tables, the other looked up; what has no room
 * goes to disk, both sides of it, and is joined by further passes.
 *
 * <p><b>The way of a record.</b> A {@link io.plimsoll.operators.join.pass.BuildWorker} puts those
 * of the building side into partitions of {@code operators.partition}; a sealed {@link
 * io.plimsoll.operators.join.pass.BuildSide} has a table for each partition in memory. A {@link
 * io.plimsoll.operators.join.pass.ProbeWorker} looks up those of the probing side, or sends them to
 * disk after their partition. What pairs of partitions are on disk then, {@code pair} takes up.
 *
 * <p><b>What may enter:</b> how matches are found in bounded memory. Not: who adds records, and
 * what becomes of results.
 *
 * <p><b>Threads.</b> Each worker has its thread and its lock; sides are sealed and finished while
 * no worker is at work. Locks are taken in the order: {@code ProbeSide.making}, workers by number.
 * A worker that builds never waits for another.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>A partition is in memory with all workers or with none, once its side is sealed.
 *   <li>A probing record meets its whole partition: in memory, or later from disk; never a part in
 *       one and a part in the other.
 *   <li>The Bloom filter has every hash of the building side that is on disk.
 *   <li>Records on their way to disk take pages of the workspace only.
 *   <li>Each further pass divides by fresh bits of the hash; there is a last level.
 *   <li>What a record had of matches goes with it to disk.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.join.pass;

import org.jspecify.annotations.NullMarked;
