/**
 * Aggregation of groups whose keys are byte strings, in bounded memory.
 *
 * <p><b>The way of a key.</b> An {@link AggregateWriter} finds or makes its group in a table of its
 * own, and its caller updates the group's state in place. While memory lasts that is all; in the
 * end the writers' tables become one. When memory is short they become one at once: all move what
 * they have to <em>partitions</em> that they share, by the bits of the hash, so that a group has
 * one state again; from then on a writer's table is small, and is emptied into the partitions
 * whenever it is full. Only if the groups themselves don't fit, the largest partition goes to disk
 * and takes states unseen from then on; the others stay. In the end what stayed is the result
 * already, and each partition on disk is aggregated on its own: divided again by fresh bits of the
 * hash if it doesn't fit either, and by sorting if that doesn't help.
 *
 * <p><b>What may enter:</b> the aggregator as its users see it, and what decides when tables are
 * merged, written and read. Not: how groups lie and are found ({@code table}), what is computed
 * ({@code function}).
 *
 * <p><b>Threads.</b> A {@link BinaryAggregator} may have several writers, one thread each; its
 * result is read by one thread, while others may prepare what comes next. Locks are taken in the
 * order: a writer's, then a partition's; who holds one partition only tries to lock others.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>The same keys and values give the same groups and states, whatever the memory and the
 *       number of writers.
 *   <li>Nothing is written to disk while all groups fit in memory, however many records there are.
 *   <li>The aggregator's pool never holds more than it was opened with.
 *   <li>After {@code close} no page, file or thread of the aggregator is left.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.aggregate;

import org.jspecify.annotations.NullMarked;
